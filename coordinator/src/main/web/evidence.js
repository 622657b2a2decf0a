// What was said between the agent and the target in a step; secrets were masked before it was written.

import { h } from './dom.js';
import { bytes, moment } from './format.js';

export function evidence(run, index) {
  const changes = run.steps[index]?.changes ?? [];
  const good = run.good ? said(run.good, index) : [];
  return [
    changes.length > 0 ? h('ul', { class: 'changes', 'aria-label': 'Since the last good run' }, changes.map((change) => h('li', {}, change))) : null,
    said(run, index),
    good.length > 0 ? h('details', { class: 'part good' },
      h('summary', {}, 'The same step in the last good run, ', moment(run.good.startedAt)), good) : null];
}

function said(run, index) {
  const exchanges = run.exchanges.filter((exchange) => exchange.step === index);
  const views = (run.views ?? []).filter((view) => view.step === index);
  if (views.length > 0) return views.map(shown);
  if (exchanges.length === 0) return run.good === undefined ? [] : h('p', { class: 'quiet' }, 'No exchange was kept for this step.');
  return exchanges.map((exchange) => h('section', { class: 'exchange' },
    h('p', { class: 'first' },
      h('code', {}, `${exchange.method} ${exchange.url}`),
      ' → ', h('strong', {}, exchange.status === 0 ? 'no answer' : String(exchange.status)),
      h('span', { class: 'quiet' }, ` ${from(exchange)}`)),
    part('Request headers', headers(exchange.requestHeaders)),
    exchange.requestBody ? part('Request body', body(exchange.requestBody)) : null,
    part('Response headers', headers(exchange.headers)),
    exchange.body ? part(size(exchange), body(exchange.body), true) : null));
}

/** What a browser showed when the step was over. */
function shown({ url, title, picture, console, failed }) {
  return h('section', { class: 'exchange' },
    h('p', { class: 'first' }, h('strong', {}, title), ' ', h('code', {}, url)),
    picture ? h('img', { class: 'picture', src: `data:image/jpeg;base64,${picture}`, alt: `The page "${title}" as the browser showed it` }) : null,
    console.length > 0 ? part('Errors of the page', body(console.join('\n')), true) : null,
    failed.length > 0 ? part('Requests that failed', body(failed.join('\n')), true) : null);
}

function from({ protocol, address, attempt }) {
  return [protocol, address ? `from ${address}` : null, attempt > 1 ? `attempt ${attempt}` : null].filter(Boolean).join(' ');
}

function part(title, content, open = false) {
  return h('details', { class: 'part', open }, h('summary', {}, title), content);
}

function size({ body: kept, bodyBytes }) {
  const shown = new TextEncoder().encode(kept).length;
  return `Response body, ${shown < bodyBytes ? `${bytes(shown)} of ${bytes(bodyBytes)}` : bytes(bodyBytes)}`;
}

function headers(all) {
  const pairs = Object.entries(all).flatMap(([name, values]) => values.map((value) => [name, value]));
  if (pairs.length === 0) return h('p', { class: 'quiet' }, 'none');
  return h('dl', { class: 'headers' }, pairs.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** JSON is laid out; all else stands as it came. */
function body(text) {
  try {
    return h('pre', {}, JSON.stringify(JSON.parse(text), null, 2));
  } catch {
    return h('pre', {}, text);
  }
}
