// One journey: its state in the world and in each region over the range, and its runs.

import { follow, get } from './api.js';
import { h, patch } from './dom.js';
import { moment, took } from './format.js';
import { badge, figure } from './matrix.js';
import { ago, query, range, rangePicker, setClock, setQuery, shell, showLine, trouble } from './shell.js';
import { outcome, state } from './states.js';
import { known, strip } from './strip.js';

const SETTLE = 400;
const REFRESH = 15000;
const MOST = 500;

const id = decodeURIComponent(location.pathname.split('/').pop());
const base = `/api/v1/journeys/${encodeURIComponent(id)}`;
const { main } = shell({ current: '/journeys', tools: [rangePicker(() => refresh())], live: true });

let journey = null;
let runs = [];
let next = null;
let asOf = null;
let lineUp = true;

let refreshing;
async function refresh() {
  clearTimeout(refreshing);
  refreshing = setTimeout(refresh, REFRESH);
  try {
    journey = await get(`${base}?range=${encodeURIComponent(range())}`);
    asOf = journey.range.to;
    setClock(asOf);
    if (runs.length === 0) await page(null);
    draw();
  } catch (problem) {
    if (!journey) main.replaceChildren(trouble(problem, refresh));
  }
}

async function page(cursor) {
  const params = new URLSearchParams({ limit: '50' });
  for (const name of ['region', 'outcome']) if (query(name)) params.set(name, query(name));
  if (cursor) params.set('cursor', cursor);
  const answer = await get(`${base}/runs?${params}`);
  runs = cursor ? [...runs, ...answer.items] : answer.items;
  next = answer.next;
}

async function choose(changes) {
  setQuery(changes);
  try {
    await page(null);
    draw();
  } catch (problem) {
    main.replaceChildren(trouble(problem, () => choose({ region: null, outcome: null })));
  }
}

function draw() {
  document.title = `${state(journey.state).glyph} ${journey.id} · Outrider`;
  patch(main, h('main', { id: 'main', tabindex: '-1' }, headline(), views(), facts(), runList()));
}

function headline() {
  return h('section', { class: 'headline' }, h('div', {},
    h('p', { class: 'crumbs' }, h('a', { href: '/' }, 'Overview'), ' / ', journey.id),
    h('h1', {}, badge(journey.state), ' ', journey.title,
      h('span', { class: 'quiet' }, ' since ', moment(journey.since), ' (', ago(journey.since), ')'))));
}

function views() {
  const drawn = known([journey.strip, ...Object.values(journey.strips).map((one) => one.strip)], journey.range);
  return h('section', { class: 'panel views', 'aria-label': 'States' },
    drawn.young ? h('p', { class: 'note quiet' }, `Strips begin ${moment(drawn.from)}: there is nothing before.`) : null,
    view('World', journey.state, journey.strip, drawn, journey.availability, null),
    Object.entries(journey.regions).map(([region, cell]) =>
      [view(region, cell.state, journey.strips[region].strip, drawn, journey.strips[region].availability, cell.lastRun),
        cell.unrun ? h('p', { class: 'note' }, `Nobody in ${region} runs it: ${cell.unrun}.`) : null]));
}

function view(where, word, spans, drawn, figures, last) {
  return h('div', { class: 'view' },
    h('span', { class: 'where' }, where),
    badge(word),
    strip(spans, drawn, where),
    h('div', { class: 'figure' }, figure(figures)),
    last ? h('a', { href: `/runs/${last.id}` }, 'last run ', ago(last.startedAt)) : h('span', {}));
}

function facts() {
  const fact = (name, value, title) => h('div', { title }, h('dt', {}, name), h('dd', {}, value));
  return h('dl', { class: 'panel facts' },
    fact('Owner', journey.owner),
    fact('Service', journey.service ?? '–'),
    fact('Every', journey.interval),
    fact('Down when', quorum(journey.quorum)),
    fact('Changes things', journey.mutates ? 'yes, and cleans up' : 'no'),
    fact('Tags', journey.tags.join(', ') || '–'),
    fact('Version', [h('code', {}, journey.version.slice(0, 10)), h('small', {}, ' since ', moment(journey.versionSince))], journey.version),
    fact('File', h('code', { class: 'all' }, journey.file)));
}

function quorum(text) {
  const words = { majority: 'most regions are', any: 'any region is', all: 'all regions are' };
  return words[text] ?? `${text} regions are`;
}

function runList() {
  return h('section', { class: 'panel', 'aria-label': 'Runs' },
    h('div', { class: 'filters' }, h('h2', {}, 'Runs'),
      select('region', Object.keys(journey.regions), (name) => name),
      select('outcome', ['pass', 'degraded', 'fail', 'error', 'skipped'], (word) => outcome(word).word)),
    h('div', { class: 'scroll' }, h('table', { class: 'runs' },
      h('thead', {}, h('tr', {}, ['Outcome', 'Started', 'Region', 'Took', 'What', 'Agent'].map((name) =>
        h('th', { scope: 'col', class: name === 'Took' ? 'took' : null }, name)))),
      h('tbody', {}, runs.map(row)))),
    runs.length === 0 ? h('p', { class: 'none-found' }, 'No run matches.') : null,
    next ? h('p', { class: 'more-runs' }, h('button', { type: 'button', onclick: () => page(next).then(draw) }, 'Older runs')) : null);
}

function select(name, choices, says) {
  return h('select', { 'aria-label': name, onchange: (event) => choose({ [name]: event.target.value }) },
    h('option', { value: '' }, `every ${name}`),
    choices.map((choice) => h('option', { value: choice, selected: query(name) === choice }, says(choice))));
}

function row(run) {
  const { glyph, word, look } = outcome(run.outcome);
  return h('tr', { 'data-key': run.id },
    h('td', {}, h('span', { class: `glyph ink-${look}`, 'aria-hidden': 'true' }, glyph), ' ', word),
    h('td', {}, h('a', { href: `/runs/${run.id}`, 'data-stop': '' }, moment(run.startedAt))),
    h('td', {}, run.region),
    h('td', { class: 'took' }, took(run.elapsedMs)),
    h('td', { class: 'says' }, run.failedStep ? h('strong', {}, run.failedStep) : null, run.detail ? ` ${run.detail}` : '',
      run.cause === 'schedule' ? null : h('small', {}, ` ${run.cause}`)),
    h('td', {}, run.agent));
}

function mine(news) {
  return journey && news.journey === journey.journey && news.environment === journey.environment;
}

function onRun(run) {
  if (!mine(run) || (query('region') ?? run.region) !== run.region || (query('outcome') ?? run.outcome) !== run.outcome) return;
  runs = [run, ...runs.filter((one) => one.id !== run.id)].sort((one, other) => other.slot.localeCompare(one.slot)).slice(0, MOST);
  if (journey.regions[run.region]) journey.regions[run.region].lastRun = run;
  draw();
}

function soon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(refresh, SETTLE);
}

main.append(h('div', { class: 'skeleton', 'aria-hidden': 'true' }));
follow('state,run', {
  fresh: refresh,
  state: (change) => mine(change) && soon(),
  run: onRun,
  line: (up) => {
    if (up && !lineUp) soon();
    lineUp = up;
    showLine(up, asOf);
  },
});
refresh();
