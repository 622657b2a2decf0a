// The home page: journeys × regions, worst first, live.

import { follow, get } from './api.js';
import { h, patch } from './dom.js';
import { matrix } from './matrix.js';
import { now, query, range, rangePicker, setClock, setQuery, shell, showLine, trouble } from './shell.js';
import { WORST_FIRST, state } from './states.js';

const REDRAW = 250;
// Longer than the coordinator remembers an answer, so that what an event told is in it.
const SETTLE = 400;
const REFRESH = 15000;
const TOO_OLD = 5 * 60 * 1000;
const QUIET = 10000;

let overview = null;
let problems = [];
let failed = null;
let lineUp = true;
const news = new Map();

const search = h('input', {
  id: 'search',
  type: 'search',
  placeholder: 'Search  /',
  'aria-label': 'Search journeys by name, owner or tag',
  autocomplete: 'off',
  spellcheck: 'false',
  value: query('q') ?? '',
  oninput: () => filter({ q: search.value }),
});
const { main, said } = shell({ current: '/', tools: [search, rangePicker(() => refresh())], live: true });

function filter(changes) {
  setQuery(changes);
  draw();
}

let refreshing;
/** What came while an answer was under way: the answer may be older, and must not undo it. */
let meanwhile = [];
let asking = false;
let again = false;
async function refresh() {
  clearTimeout(refreshing);
  refreshing = setTimeout(refresh, REFRESH);
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  meanwhile = [];
  try {
    const fresh = await get(`/api/v1/overview?range=${encodeURIComponent(range())}`);
    problems = fresh.problems === 0 ? [] : (await get('/api/v1/journeys')).problems;
    overview = fresh;
    failed = null;
    setClock(fresh.asOf);
    meanwhile.forEach((apply) => apply());
  } catch (problem) {
    failed = problem;
  }
  asking = false;
  draw();
  if (again) {
    again = false;
    soon();
  }
}

/** Shows an event now, and again over an answer that was asked for before it. */
function take(apply) {
  meanwhile.push(apply);
  apply();
  later();
}

function soon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(refresh, SETTLE);
}

let drawing;
function later() {
  drawing ??= setTimeout(draw, REDRAW);
}

function draw() {
  clearTimeout(drawing);
  drawing = undefined;
  if (!overview && !failed) return;
  if (failed && (!overview || failed.status === 400)) {
    patchMain(trouble(failed, refresh));
  } else if (overview.journeys.length === 0 && problems.length === 0) {
    patchMain(empty());
  } else {
    const shown = overview.journeys.filter(wanted).sort(worse);
    const view = { ...overview, tooOld: now() - Date.parse(overview.asOf) > TOO_OLD };
    patchMain(tiles(), broken(), matrix(view, shown, filter));
  }
  announceCount();
}

function patchMain(...children) {
  patch(main, h('main', { id: 'main', tabindex: '-1' }, children));
}

function wanted(journey) {
  const [states, owner, tag, words] = ['state', 'owner', 'tag', 'q'].map(query);
  const text = [journey.id, journey.title, journey.owner, journey.service, ...journey.tags].join(' ').toLowerCase();
  return (!states || states.split(',').includes(journey.state))
    && (!owner || journey.owner === owner)
    && (!tag || journey.tags.includes(tag))
    && (!words || words.toLowerCase().split(/\s+/).every((word) => text.includes(word)));
}

function worse(one, other) {
  return state(one.state).rank - state(other.state).rank
    || (state(one.state).rank < 4 ? other.since.localeCompare(one.since) : 0)
    || one.id.localeCompare(other.id);
}

function tiles() {
  const chosen = query('state');
  const always = ['down', 'up'];
  const counted = WORST_FIRST.filter((word) => overview.counts[word] > 0 || always.includes(word));
  return h('section', { class: 'tiles', 'aria-label': 'How many journeys are in which state' },
    counted.map((word) => h('button', {
      type: 'button',
      class: `tile ${word} ${overview.counts[word] === 0 ? 'none' : ''}`,
      'aria-pressed': String(chosen === word),
      title: chosen === word ? 'Show all' : `Show only what is ${state(word).word}`,
      onclick: () => filter({ state: chosen === word ? null : word }),
    },
    h('span', { class: 'count' }, String(overview.counts[word])),
    h('span', {}, h('span', { class: 'glyph', 'aria-hidden': 'true' }, state(word).glyph), ' ', state(word).word))),
    agentsTile());
}

function agentsTile() {
  const { live, known } = overview.agents;
  const dark = overview.regions.filter((region) => !region.live).map((region) => region.id);
  return h('div', { class: `tile fact ${live < known || dark.length > 0 ? 'nodata' : ''}` },
    h('span', { class: 'count' }, live === known ? String(live) : `${live}/${known}`),
    h('span', {}, dark.length > 0 ? `agents, none in ${dark.join(', ')}` : 'agents live'));
}

function broken() {
  if (problems.length === 0) return null;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const kinds = [[errors, 'error'], [problems.length - errors, 'warning']]
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`);
  return h('details', { class: `panel problems ${errors > 0 ? 'error' : ''}` },
    h('summary', {},
      h('strong', {}, `${kinds.join(' and ')} in the catalog`),
      ' ', h('code', {}, place(problems[0])), ' ', problems[0].message,
      problems[0].hint ? h('span', { class: 'quiet' }, ` — ${problems[0].hint}`) : null,
      errors > 0 ? h('span', { class: 'quiet' }, ' The last good version goes on.') : null),
    problems.map((problem) => h('pre', {}, problem.rendered)));
}

function place(problem) {
  return `${problem.file}:${problem.line}:${problem.column}`;
}

function empty() {
  return h('section', { class: 'panel empty' },
    h('h1', {}, 'No journeys yet'),
    h('p', {}, 'A journey is a file in the coordinator’s catalog folder. It is read as soon as it is there.'),
    h('pre', {}, [
      'outrider lint checkout.journey.yaml          # is it right?',
      'cp checkout.journey.yaml CATALOG/             # watch it',
      'outrider agent --region eu-west --join …     # from this region',
    ].join('\n')),
    h('p', { class: 'quiet' }, `${overview.agents.live} agents are live in ${overview.regions.filter((r) => r.live).length} of ${overview.regions.length} regions.`));
}

/** The tab says how many are down, also when nobody looks at it. */
function announceCount() {
  if (!overview) return;
  const bad = overview.counts.down + overview.counts.suspect + overview.counts.partial;
  document.title = `${bad > 0 ? `(${bad}) ` : ''}Overview · Outrider`;
  const icon = document.querySelector('link[rel=icon]');
  const wantedIcon = new URL(overview.counts.down > 0 ? 'icon-down.svg' : 'icon.svg', import.meta.url).href;
  if (icon.href !== wantedIcon) icon.href = wantedIcon;
}

let speaking;
function speak(change) {
  news.set(change.journey, `${change.journey} is ${state(change.to).word}`);
  speaking ??= setTimeout(() => {
    said.textContent = [...news.values()].join('. ');
    news.clear();
    speaking = undefined;
  }, said.textContent ? QUIET : 0);
}

function find({ journey, environment }) {
  return overview?.journeys.find((one) => one.journey === journey && one.environment === environment);
}

function onState(change) {
  take(() => changeState(change));
  if (change.region === null) speak(change);
  // The strip and the figures come with the next answer.
  soon();
}

function changeState(change) {
  const journey = find(change);
  if (!journey || Date.parse(change.at) < Date.parse(overview.asOf)) return;
  if (change.region === null) {
    overview.counts[journey.state] -= 1;
    overview.counts[change.to] += 1;
    Object.assign(journey, { state: change.to, since: change.since });
  } else if (journey.regions[change.region]) {
    Object.assign(journey.regions[change.region], { state: change.to, since: change.since });
  }
}

function showRun(run) {
  const journey = find(run);
  const cell = journey?.regions[run.region];
  if (!cell || (cell.lastRun && cell.lastRun.slot > run.slot)) return;
  cell.lastRun = run;
  if (run.outcome === 'fail') cell.lastFailed = run;
  if (!journey.lastRunAt || journey.lastRunAt < run.startedAt) journey.lastRunAt = run.startedAt;
}

main.append(h('div', { class: 'skeleton', 'aria-hidden': 'true' }));
follow('state,run,agents,catalog', {
  fresh: refresh,
  state: onState,
  run: (run) => take(() => showRun(run)),
  agents: soon,
  catalog: soon,
  line: (up) => {
    if (up && !lineUp) soon();
    lineUp = up;
    showLine(up, overview?.asOf);
  },
});
refresh();
