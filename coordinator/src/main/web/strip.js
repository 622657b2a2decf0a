// A strip of states over time: the worse, the taller, so that it reads without its colours.

import { s } from './dom.js';
import { span } from './format.js';
import { WORST_FIRST, state } from './states.js';

const WIDTH = 180;
const HEIGHT = 22;
const VISIBLE = 1.5;

/** @param label what the strip is of, for those who hear it */
export function strip(spans, { from, to }, label) {
  const start = Date.parse(from);
  const scale = WIDTH / (Date.parse(to) - start);
  const drawn = spans
    .map((one) => ({ ...one, at: Math.max(start, Date.parse(one.from)), until: Date.parse(one.to) }))
    .filter((one) => one.until > one.at);
  // The worst are drawn last, and never too thin to be seen.
  drawn.sort((a, b) => state(b.state).rank - state(a.state).rank);
  const text = `${label}: ${summary(drawn)}`;
  return s('svg',
    { class: 'strip', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': text },
    s('title', {}, text),
    drawn.map((one) => bar(one, (one.at - start) * scale, (one.until - one.at) * scale)));
}

function bar(one, x, width) {
  const height = state(one.state).height * HEIGHT;
  return s('rect', {
    class: one.state,
    fill: one.state === 'nodata' ? 'url(#hatch)' : null,
    x: Math.max(0, x).toFixed(2),
    y: (HEIGHT - height).toFixed(2),
    width: Math.max(one.state === 'up' ? 0 : VISIBLE, width).toFixed(2),
    height: height.toFixed(2),
  });
}

/**
 * The part of a range that these strips tell of: an installation that is younger than the range would draw a speck at
 * its right end. `young` says that it was cut.
 */
export function known(strips, range) {
  const begins = strips.flatMap((spans) => spans.find((one) => one.state !== 'off')?.from ?? []);
  const first = begins.reduce((one, other) => (one < other ? one : other), range.to);
  return first > range.from && first < range.to ? { from: first, to: range.to, young: true } : range;
}

function summary(spans) {
  const sums = new Map();
  for (const one of spans) sums.set(one.state, (sums.get(one.state) ?? 0) + one.until - one.at);
  const parts = WORST_FIRST.filter((word) => sums.has(word)).map((word) => `${state(word).word} ${span(sums.get(word))}`);
  return parts.length === 0 ? 'nothing known' : parts.join(', ');
}

/** What `url(#hatch)` above draws with; once a page. */
export function hatch() {
  return s('svg', { class: 'unseen', 'aria-hidden': 'true' },
    s('defs', {},
      s('pattern', { id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        s('rect', { class: 'hatch-ground', width: 5, height: 5 }),
        s('rect', { class: 'hatch-line', width: 2, height: 5 }))));
}
