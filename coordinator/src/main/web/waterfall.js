// The steps of a run on one time axis, each with its phases.

import { h, s } from './dom.js';
import { took } from './format.js';
import { outcome } from './states.js';

const WIDTH = 1000;

/** In the order in which they happen; they add up to the step's total. */
const PHASES = [
  ['resolve', 'the name was looked up'],
  ['connect', 'TCP connected'],
  ['tls', 'TLS agreed'],
  ['settings', 'HTTP/2 said its settings'],
  ['send', 'the request was sent'],
  ['wait', 'from the last byte sent to the first received'],
  ['download', 'the answer was read'],
  ['script', 'ours: expressions, pauses of a poll, earlier attempts'],
];

// More than that slower than the last good run is marked.
const NOTABLE = 1.05;

export function legend() {
  return h('ul', { class: 'legend', 'aria-label': 'Phases' }, PHASES.map(([phase, meaning]) =>
    h('li', { title: meaning }, s('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, s('rect', { class: `phase-${phase}`, width: 10, height: 10, rx: 2 })), phase)));
}

/** @param good the last good run of the same region, or null; `more` gives what stands below a step */
export function waterfall(run, good, more) {
  const end = Math.max(run.elapsedMs, ...run.steps.map((step) => step.startMs + step.timings.total), 1);
  const best = new Map((good?.steps ?? []).map((step) => [step.name, step.timings.total]));
  const main = run.steps.findIndex((step) => step.cleanup);
  return h('div', { class: 'waterfall' },
    axis(end, good !== null),
    run.steps.map((step, index) => [
      index === main ? h('p', { class: 'divider' }, 'finally') : null,
      row(step, index, end, best.get(step.name), more(index)),
    ]));
}

function axis(end, compared) {
  const every = tickEvery(end);
  const ticks = [];
  for (let at = 0; at < end * 0.97; at += every) ticks.push(at);
  return h('div', { class: 'step axis', 'aria-hidden': 'true' },
    h('span', {}), h('span', {}),
    h('span', { class: 'ticks' }, s('svg', { viewBox: `0 0 ${WIDTH} 16`, preserveAspectRatio: 'none' },
      ticks.map((at) => s('line', { x1: (at / end) * WIDTH, x2: (at / end) * WIDTH, y1: 0, y2: 16 }))),
    ticks.map((at) => tick(at, end))),
    h('span', { class: 'time' }, 'took'),
    h('span', { class: 'compare' }, compared ? 'last good' : ''));
}

function tick(at, end) {
  const label = h('span', { class: 'tick' }, took(at));
  label.style.left = `${(at / end) * 100}%`;
  return label;
}

function tickEvery(end) {
  const rough = end / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough);
}

function row(step, index, end, best, more) {
  const { glyph, word, look } = outcome(step.outcome);
  const skipped = step.outcome === 'skipped';
  const line = [
    h('span', { class: `glyph ink-${look}`, title: word }, h('span', { 'aria-hidden': 'true' }, glyph), h('span', { class: 'unseen' }, word)),
    h('span', { class: 'name' }, step.name,
      step.service ? h('small', {}, step.service) : null,
      step.attempts > 1 ? h('small', {}, `${step.attempts} attempts`) : null),
    h('span', { class: 'track' }, skipped ? h('small', {}, step.detail ?? 'skipped') : bars(step, end)),
    h('span', { class: 'time' }, skipped ? '–' : took(step.timings.total)),
    h('span', { class: 'compare' }, skipped ? '' : compared(step.timings.total, best)),
  ];
  if (skipped) return h('div', { class: 'step skipped' }, line);
  return h('details', { class: `step-fold ${look}`, open: look === 'down' || look === 'suspect' },
    h('summary', { class: 'step', 'data-stop': '' }, line),
    h('div', { class: 'more' }, about(step), more));
}

function bars(step, end) {
  let at = step.startMs;
  const text = PHASES.filter(([phase]) => step.timings[phase] > 0).map(([phase]) => `${phase} ${took(step.timings[phase])}`).join(', ');
  return s('svg', { viewBox: `0 0 ${WIDTH} 14`, preserveAspectRatio: 'none', role: 'img', 'aria-label': text },
    s('title', {}, text),
    PHASES.map(([phase]) => {
      const x = (at / end) * WIDTH;
      at += step.timings[phase];
      const width = (step.timings[phase] / end) * WIDTH;
      return width === 0 ? null : s('rect', { class: `phase-${phase}`, x: x.toFixed(2), y: 0, width: Math.max(0.8, width).toFixed(2), height: 14 });
    }));
}

function compared(total, best) {
  if (best === undefined || best === 0) return '';
  const ratio = total / best;
  if (ratio > NOTABLE) return h('span', { class: 'slower' }, `${took(best)} ▲ ${ratio >= 3 ? `${ratio.toFixed(1)}×` : `${Math.round((ratio - 1) * 100)} %`}`);
  if (ratio < 1 / NOTABLE) return h('span', { class: 'faster' }, `${took(best)} ▼ ${Math.round((1 - ratio) * 100)} %`);
  return h('span', {}, `${took(best)} =`);
}

function about(step) {
  return h('p', { class: 'about' },
    step.request ? h('code', {}, step.request) : null,
    step.status ? [' → ', h('strong', {}, String(step.status))] : null,
    step.detail ? h('span', { class: `ink-${outcome(step.outcome).look}` }, ` ${step.detail}`) : null,
    step.file ? h('code', { class: 'quiet' }, ` ${step.file}:${step.line}`) : null);
}

export function timingTable(run) {
  const columns = [...PHASES.map(([phase]) => phase), 'total'];
  return h('div', { class: 'scroll' }, h('table', { class: 'numbers' },
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'step, ms'), columns.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', {}, run.steps.map((step) => h('tr', {},
      h('th', { scope: 'row' }, step.name),
      columns.map((name) => h('td', {}, step.timings[name] === 0 ? '·' : step.timings[name].toFixed(1))))))));
}
