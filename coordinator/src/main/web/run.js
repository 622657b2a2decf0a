// One run: what failed, where the time went, and what was said.

import { get } from './api.js';
import { h } from './dom.js';
import { evidence } from './evidence.js';
import { moment, took } from './format.js';
import { shell, trouble } from './shell.js';
import { outcome } from './states.js';
import { legend, timingTable, waterfall } from './waterfall.js';

const id = decodeURIComponent(location.pathname.split('/').pop());
const { main } = shell({ current: '/runs' });

async function load() {
  try {
    const run = await get(`/api/v1/runs/${encodeURIComponent(id)}`);
    show(run, null);
    if (run.lastGood && run.outcome !== 'pass') {
      // The comparison may be missing; the run is not.
      const good = await get(`/api/v1/runs/${run.lastGood.id}`).catch(() => null);
      if (good) show(run, good);
    }
  } catch (problem) {
    main.replaceChildren(trouble(problem, load));
  }
}

function show(run, good) {
  document.title = `${outcome(run.outcome).glyph} ${run.journey} ${run.region} · Outrider`;
  main.replaceChildren(
    headline(run),
    facts(run),
    ...broken(run),
    h('section', { class: 'panel steps', 'aria-label': 'Steps' }, legend(), waterfall(run, good, (index) => evidence(run, index))),
    h('details', { class: 'panel fold' }, h('summary', {}, 'Timings as a table'), timingTable(run)));
}

function headline(run) {
  const { glyph, word, look } = outcome(run.outcome);
  return h('section', { class: 'headline' },
    h('div', {},
      h('p', { class: 'crumbs' },
        h('a', { href: '/' }, 'Overview'), ' / ',
        h('a', { href: journeyPage(run) }, run.journeyId ?? run.journey), ' / ',
        h('a', { href: `${journeyPage(run)}?region=${encodeURIComponent(run.region)}` }, run.region)),
      h('h1', {},
        h('span', { class: `badge ${look}` }, h('span', { class: 'glyph', 'aria-hidden': 'true' }, glyph), word),
        ' ', run.title ?? run.journey,
        run.failedStep ? h('span', { class: 'quiet' }, ' at “', run.failedStep, '”') : null),
      run.detail ? h('p', { class: `detail ${look}` }, run.detail) : null),
    h('nav', { class: 'neighbours', 'aria-label': 'Other runs in this region' },
      neighbour('← Previous', run.previous), neighbour('Next →', run.next), neighbour('Last good', run.lastGood)));
}

function journeyPage(run) {
  return `/journeys/${encodeURIComponent(run.journeyId ?? run.journey)}`;
}

function neighbour(label, run) {
  if (!run) return h('span', { class: 'button off' }, label);
  const { glyph, word, look } = outcome(run.outcome);
  return h('a', { class: 'button', href: `/runs/${run.id}`, title: `${word}, ${moment(run.startedAt)}` },
    label, ' ', h('span', { class: `glyph ink-${look}`, 'aria-hidden': 'true' }, glyph));
}

function facts(run) {
  return h('dl', { class: 'panel facts' },
    fact('Started', moment(run.startedAt), run.startedAt),
    fact('Took', took(run.elapsedMs)),
    fact('Region', run.region),
    fact('Agent', run.agent),
    fact('Owner', run.owner ?? '–'),
    fact('Service', failing(run)?.service ?? run.service ?? '–'),
    fact('Cause', run.attempt > 1 ? `${run.cause}, attempt ${run.attempt}` : run.cause),
    fact('Version', h('code', {}, run.version.slice(0, 10)), run.version),
    fact('Trace', run.traceUrl ? h('a', { href: run.traceUrl, class: 'all' }, run.trace) : h('code', { class: 'all' }, run.trace)),
    run.exchanges.length > 0 ? fact('Evidence', h('a', { href: `/api/v1/runs/${run.id}.har`, download: `${run.id}.har` }, 'HAR')) : null,
    fact('Agent clock', `${run.clockOffsetMs > 0 ? '+' : ''}${run.clockOffsetMs.toFixed(1)} ms`, 'What was added to the agent’s own clock'),
    fact('Agent lag', took(run.lagMs), 'The longest that an event loop was late during the run'),
    fact('Agent pause', took(run.pauseMs), `The longest that its process stood still; garbage collection took ${took(run.collectingMs)}`),
    run.throttledMs === null ? null : fact('Agent throttled', took(run.throttledMs), 'What its cgroup kept it from the processor'));
}

function fact(name, value, title) {
  return h('div', { title }, h('dt', {}, name), h('dd', {}, value));
}

function failing(run) {
  return run.steps.find((step) => step.name === run.failedStep);
}

/** The expectations that were not met, with their line and a caret. */
function broken(run) {
  const panels = run.steps.flatMap((step) => step.unmet.map((unmet) => expectation(step, unmet)));
  if (run.cleanupFailed) {
    panels.push(h('p', { class: 'panel note' }, 'The clean-up failed too: something may be left at the target.'));
  }
  return panels;
}

function expectation(step, unmet) {
  const line = unmet.source ?? unmet.expression;
  const column = unmet.source ? unmet.column : 1;
  const number = unmet.source ? String(unmet.line) : '';
  const margin = ' '.repeat(number.length);
  return h('section', { class: `panel unmet ${unmet.key === 'warn' ? 'warn' : ''}` },
    h('h2', {}, unmet.key === 'warn' ? 'Warned' : 'Not met', h('span', { class: 'quiet' }, ` in “${step.name}”`)),
    h('p', { class: 'place' }, h('code', {}, `${unmet.file}:${unmet.line}:${unmet.column}`)),
    h('pre', { class: 'excerpt' },
      h('span', { class: 'quiet' }, `${number} │ `), line, '\n',
      h('span', { class: 'quiet' }, `${margin} │ `),
      h('span', { class: 'caret' }, `${' '.repeat(Math.max(0, column - 1))}^ ${unmet.actual}`)));
}

load();
