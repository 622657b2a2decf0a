// What every page has: the header, the theme, the line's state, time that goes on, and the keys.

import { h, patch } from './dom.js';
import { clock, span } from './format.js';
import { hatch } from './strip.js';

let skew = 0;

/** Now, by the coordinator's clock. */
export function now() {
  return Date.now() + skew;
}

/** Learns the coordinator's clock from an answer's `asOf`. */
export function setClock(asOf) {
  skew = Date.parse(asOf) - Date.now();
}

/** An age that goes on by itself. */
export function ago(instant, { suffix = '' } = {}) {
  if (!instant) return h('span', { class: 'quiet' }, 'never');
  const at = Date.parse(instant);
  return h('time', { datetime: instant, 'data-at': at, 'data-suffix': suffix, title: new Date(at).toISOString() },
    span(now() - at) + suffix);
}

function tick() {
  for (const time of document.querySelectorAll('time[data-at]')) {
    const text = span(now() - Number(time.dataset.at)) + time.dataset.suffix;
    if (time.textContent !== text) time.textContent = text;
  }
}

/**
 * Puts the header and an empty main on the page; a page that follows the stream says whether it does.
 * Returns the main and the place for announcements.
 */
export function shell({ current, tools = [], live = false }) {
  const main = h('main', { id: 'main', tabindex: '-1' });
  const said = h('div', { class: 'unseen', 'aria-live': 'polite' });
  const pill = h('span', { class: 'line', id: 'line', role: 'status' }, 'connecting');
  document.body.prepend(
    h('a', { class: 'skip', href: '#main' }, 'Skip to the content'),
    h('header', { class: 'top' },
      [
        h('a', { class: 'brand', href: '/', 'aria-current': current === '/' ? 'page' : null }, mark(), 'Outrider'),
        h('div', { class: 'tools' }, tools),
        live ? pill : null,
        themeButton(),
      ]),
    h('div', { id: 'banner' }),
    main,
    said,
    hatch());
  setInterval(tick, 1000);
  addEventListener('keydown', keys);
  return { main, said };
}

function mark() {
  return h('img', { src: new URL('icon.svg', import.meta.url), alt: '', width: 22, height: 22 });
}

function themeButton() {
  const dark = () => {
    const chosen = document.documentElement.style.colorScheme;
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  };
  const label = () => (dark() ? 'Use the light theme' : 'Use the dark theme');
  const button = h('button', { class: 'icon', type: 'button', 'aria-label': label(), title: label() }, '◐');
  button.onclick = () => {
    const next = dark() ? 'light' : 'dark';
    document.documentElement.style.colorScheme = next;
    localStorage.setItem('theme', next);
    button.title = label();
    button.setAttribute('aria-label', label());
  };
  return button;
}

/** Says whether what is shown is of now. */
export function showLine(up, asOf) {
  const pill = document.getElementById('line');
  pill.className = up ? 'line live' : 'line lost';
  pill.textContent = up ? 'live' : 'lost';
  document.body.classList.toggle('stale', !up);
  const banner = document.getElementById('banner');
  banner.replaceChildren(...(up || !asOf
    ? []
    : [h('p', { class: 'banner lost', role: 'status' }, `Reconnecting, showing ${clock(asOf)}.`)]));
}

function keys(event) {
  const typing = event.target.closest?.('input, select, textarea');
  if (event.key === 'Escape' && typing) event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    const search = document.getElementById('search');
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
  if (event.key === 'j' || event.key === 'k') move(event.key === 'j' ? 1 : -1);
}

/** To the next or previous line of a list. */
function move(by) {
  const stops = [...document.querySelectorAll('[data-stop]')];
  const at = stops.indexOf(document.activeElement);
  stops.at(at < 0 && by < 0 ? -1 : Math.min(stops.length - 1, Math.max(0, at + by)))?.focus();
}

/** A problem in the place of what could not be shown. */
export function trouble(problem, again) {
  return h('section', { class: 'panel trouble', role: 'alert' },
    h('h2', {}, problem.title ?? 'Something went wrong on this page'),
    h('p', {}, problem.message),
    problem.traceId ? h('p', { class: 'quiet' }, 'trace ', h('code', {}, problem.traceId)) : null,
    again ? h('button', { type: 'button', onclick: again }, 'Try again') : null);
}

/** The ranges of every strip, as links that keep the rest of the address; draws itself again when one is chosen. */
export function rangePicker(chosen) {
  const place = h('div', { class: 'range-place' }, ranges());
  function ranges() {
    return h('nav', { class: 'ranges', 'aria-label': 'Range' }, ['1h', '6h', '24h', '7d', '28d', '90d'].map(choice));
  }
  function choice(name) {
    return h('a', {
      href: withQuery({ range: name }),
      'aria-current': name === range() ? 'true' : null,
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        setQuery({ range: name });
        patch(place.firstChild, ranges());
        chosen();
      },
    }, name);
  }
  return place;
}

export function range() {
  return query('range') ?? '1h';
}

export function query(name) {
  return new URLSearchParams(location.search).get(name);
}

/** This address with some of its query changed; null takes a name out. */
export function withQuery(changes) {
  const params = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString();
  return location.pathname + (text ? `?${text}` : '');
}

export function setQuery(changes) {
  history.replaceState(null, '', withQuery(changes));
}
