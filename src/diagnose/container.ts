/** What a container is called; what is pasted of a pod need not name it. */
export const containerOf = (unit: string): string => (unit === '' ? 'a container' : `container ${unit}`);
