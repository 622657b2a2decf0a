// The words for how things are, each with a glyph: colour is never the only sign.

const STATES = {
  down: { glyph: '✕', word: 'down', rank: 0, height: 1 },
  suspect: { glyph: '?', word: 'suspect', rank: 1, height: 0.8 },
  partial: { glyph: '◐', word: 'partial', rank: 2, height: 0.65 },
  nodata: { glyph: '▨', word: 'no data', rank: 3, height: 0.5 },
  maint: { glyph: 'M', word: 'maint', rank: 4, height: 0.3 },
  up: { glyph: '✓', word: 'up', rank: 5, height: 0.3 },
  off: { glyph: '–', word: 'off', rank: 6, height: 0.08 },
};

const OUTCOMES = {
  pass: { glyph: '✓', word: 'pass', look: 'up' },
  degraded: { glyph: '▲', word: 'degraded', look: 'partial' },
  fail: { glyph: '✕', word: 'fail', look: 'down' },
  error: { glyph: '!', word: 'error (ours)', look: 'suspect' },
  skipped: { glyph: '–', word: 'skipped', look: 'off' },
};

/** Worst first. */
export const WORST_FIRST = Object.keys(STATES);

export function state(word) {
  return { look: word, ...STATES[word] };
}

export function outcome(word) {
  return OUTCOMES[word];
}
