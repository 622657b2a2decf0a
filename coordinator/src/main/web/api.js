// What the pages ask of the coordinator.

/** A problem of the API: its title, detail and trace id. */
export class ApiProblem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.title = problem.title ?? 'The coordinator did not answer';
    this.traceId = problem.traceId;
  }
}

export async function get(path) {
  let response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json' } });
  } catch {
    throw new ApiProblem(0, { title: 'The coordinator cannot be reached', detail: 'Is it running? This page tries again.' });
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiProblem(response.status, body);
  return body;
}

const SILENT = 40000;
const RETRY = 2000;
const REST = 30000;

/**
 * Follows the live stream. Handlers by event name; `fresh` is called when all must be read again, and `line` with
 * whether the line is up whenever that changes. A silent line counts as lost: pings come every 15 s.
 */
export function follow(topics, handlers) {
  let source;
  let heard;
  let up;
  let leaving;
  let resting = false;
  const line = (now) => {
    if (up !== now) handlers.line(up = now);
  };
  const hear = (event) => {
    heard = performance.now();
    line(true);
    return event.data ? JSON.parse(event.data) : null;
  };
  const open = () => {
    source?.close();
    heard = performance.now();
    source = new EventSource(`/api/v1/stream?topics=${topics}`);
    source.onopen = hear;
    source.addEventListener('ping', hear);
    for (const name of ['hello', 'reset']) source.addEventListener(name, (event) => handlers.fresh(hear(event)));
    for (const topic of topics.split(',')) source.addEventListener(topic, (event) => handlers[topic](hear(event)));
    source.onerror = () => {
      line(false);
      // After a refusal the browser does not come back by itself.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, RETRY);
    };
  };
  setInterval(() => {
    if (!resting && performance.now() - heard > SILENT) {
      line(false);
      open();
    }
  }, 5000);
  // A browser has six lines for all its tabs: one that nobody looks at gives its own back, and asks now and then.
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving);
    if (document.hidden) {
      leaving = setTimeout(() => {
        resting = true;
        source.close();
      }, REST);
    } else if (resting) {
      resting = false;
      open();
    }
  });
  // A page that is left must not keep a line open while it sleeps in the browser's cache.
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => event.persisted && open());
  open();
}
