import { lengthOfTime } from '../../lib/length-of-time.ts';
import type { SortedFailure } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { FailureRule } from '../failure-rule.ts';
import type { Finding } from '../rule.ts';
import { isStated } from '../stated.ts';

/** The server closes an idle connection at the moment at which the proxy in front uses it again. */
export const keepAliveRace: FailureRule = {
  id: 'keep-alive-race',
  title: 'The server closed idle connections that the proxy in front still used',
  kind: 'keepAliveRace',
  examine(failed, night): Finding {
    const isSync = isStated(night, 'worker_class', /^sync$/i);
    return {
      confidence: isSync ? 0.25 : 0.75,
      for: [`${countOf(failed)} broke at once, as soon as it was used, and no worker ended then`, ...spread(failed)],
      against: [
        ...(isSync ? ['the worker class is sync, which keeps no connection open after its answer'] : []),
        "a full listen queue, and an application whose own connection to somewhere else breaks (gunicorn then answers nothing), look the same: $upstream_connect_time in the proxy's log, and --log-level debug of the server, would tell",
      ],
      remedy:
        "Keep idle connections longer in the server than in front of it: gunicorn's --keep-alive (2 s by default) above nginx' keepalive_timeout of the upstream, or the load balancer's idle timeout (60 s by default).",
      reference:
        'gunicorn docs, "Settings", keepalive; nginx docs, ngx_http_upstream_module; conbench#1156, alphagov#4826',
    };
  },
};

const countOf = ({ length }: readonly SortedFailure[]): string =>
  length === 1 ? '1 connection' : `each of ${String(length)} connections`;

/** Races are a matter of chance: they come one by one. */
function spread(failed: readonly SortedFailure[]): readonly string[] {
  const [first, last] = [failed[0], failed.at(-1)];
  const apart = first && last ? last.at - first.at : 0;
  return apart > 10 * MICROS_PER_SECOND ? [`they are spread over ${lengthOfTime(apart)}`] : [];
}
