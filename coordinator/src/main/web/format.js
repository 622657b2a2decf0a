// Numbers and times as people read them.

const THIN = '\u202f';

/** A share as per cent, cut and never rounded up: 100 % is said only when it is exact. */
export function percent(share) {
  if (share === null || share === undefined) return '–';
  if (share === 1) return `100${THIN}%`;
  // The addend undoes what binary fractions lose: 0.57 · 10000 is 5699.999….
  return `${(Math.min(9999, Math.floor(share * 10000 + 1e-7)) / 100).toFixed(2)}${THIN}%`;
}

/** An availability in words: never without its coverage, and below 90 % of coverage only its bounds. */
export function availability({ time, coverage, low, high }) {
  if (coverage === null) return { figure: '–', note: 'not watched' };
  if (coverage === 0) return { figure: '–', note: 'nothing measured' };
  const note = `${percent(coverage)} measured`;
  if (coverage < 0.9) return { figure: `${percent(low).replace(/\D+$/, '')}–${percent(high)}`, note };
  return { figure: percent(time), note };
}

/** A span of time, two units at most. */
export function span(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}${THIN}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes}${THIN}min${rest(seconds % 60, 's')}`;
  if (minutes < 60) return `${minutes}${THIN}min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}${THIN}h${rest(minutes % 60, 'min')}`;
  return `${Math.floor(hours / 24)}${THIN}d${rest(hours % 24, 'h')}`;
}

function rest(value, unit) {
  return value === 0 ? '' : ` ${value}${THIN}${unit}`;
}

/** How long something took. */
export function took(ms) {
  if (ms >= 10000) return `${(ms / 1000).toFixed(1)}${THIN}s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)}${THIN}s`;
  if (ms >= 10 || ms === 0) return `${Math.round(ms)}${THIN}ms`;
  return `${ms.toFixed(1)}${THIN}ms`;
}

export function bytes(count) {
  if (count < 1024) return `${count}${THIN}B`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)}${THIN}KB`;
  return `${(count / 1024 / 1024).toFixed(1)}${THIN}MB`;
}

const clockOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
const clockFormat = new Intl.DateTimeFormat('en-GB', clockOptions);
const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...clockOptions });

/** The time of day, in the reader's zone. */
export function clock(instant) {
  return clockFormat.format(new Date(instant));
}

/** Day and time, in the reader's zone. */
export function moment(instant) {
  return dateFormat.format(new Date(instant));
}
