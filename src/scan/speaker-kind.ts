/**
 * What tells apart the replicas of one service: the random ends of pods' names (of letters and digits that make up no word:
 * Kubernetes, apimachinery pkg/util/rand), and numbers.
 */
const POD = /-(?:[bcdfghj-np-tv-xz2-9]{6,10}-)?[bcdfghj-np-tv-xz2-9]{5}(?= |$)/;
const NUMBER = /[0-9a-f]*\d[0-9a-f]*/g;

/** The kind of a speaker: the containers of one service and the processes of one unit write alike. */
export const kindOf = (speaker: string): string => speaker.replace(POD, '#').replace(NUMBER, '#');
