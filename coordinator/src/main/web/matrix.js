// The table of journeys × regions.

import { h } from './dom.js';
import { availability, clock, moment, span, took } from './format.js';
import { ago, query } from './shell.js';
import { outcome, state } from './states.js';
import { known, strip } from './strip.js';

/** @param journeys those to be shown, in order; `filter` changes the address's query */
export function matrix(all, journeys, filter) {
  const overview = { ...all, range: known(all.journeys.map((journey) => journey.strip), all.range) };
  return h('section', { class: 'panel matrix', 'aria-label': 'Journeys and regions' },
    chips(filter),
    h('div', { class: 'scroll' },
      h('table', { role: 'table' },
        h('thead', { role: 'rowgroup' }, head(overview)),
        h('tbody', { role: 'rowgroup' }, journeys.map((journey) => row(overview, journey, filter))))),
    journeys.length === 0 ? h('p', { class: 'none-found' }, 'No journey matches. ',
      h('button', { type: 'button', onclick: () => clear(filter) }, 'Show all')) : null);
}

function clear(filter) {
  document.getElementById('search').value = '';
  filter({ q: null, owner: null, tag: null, state: null });
}

/** The filters that are on and have no other place on the page. */
function chips(filter) {
  const on = ['owner', 'tag'].filter((name) => query(name));
  return on.length === 0 ? null : h('p', { class: 'chips' }, on.map((name) =>
    h('button', { type: 'button', onclick: () => filter({ [name]: null }), title: 'Take this filter away' },
      `${name}: ${query(name)}`, h('span', { 'aria-hidden': 'true' }, ' ×'))));
}

function head(overview) {
  const column = (text, name = '', ...more) => h('th', { role: 'columnheader', scope: 'col', class: name }, text, more);
  return h('tr', { role: 'row' },
    column('World', 'world'),
    column('Journey', 'journey'),
    column('Owner', 'owner'),
    overview.regions.map((region) => column(region.id, region.live ? 'region' : 'region dark',
      h('small', {}, region.live ? `${region.agents} agent${region.agents === 1 ? '' : 's'}` : 'no agent'))),
    column(overview.range.young ? `Since ${clock(overview.range.from)}` : `Last ${query('range') ?? '1h'}`, 'history'),
    column('Availability', 'figure'),
    column('Last run', 'last'));
}

function row(overview, journey, filter) {
  const shown = overview.tooOld ? 'nodata' : journey.state;
  return h('tr', { role: 'row', class: shown, 'data-key': journey.id },
    h('th', { role: 'rowheader', scope: 'row', class: 'world' }, badge(shown), since(journey)),
    h('td', { role: 'cell', class: 'journey' },
      h('a', { href: `/journeys/${encodeURIComponent(journey.id)}`, 'data-stop': '' }, journey.id),
      h('small', {}, journey.title)),
    h('td', { role: 'cell', class: 'owner' },
      h('button', { type: 'button', class: 'plain', title: 'Only this owner', onclick: () => filter({ owner: journey.owner }) },
        journey.owner)),
    overview.regions.map((region) => cell(journey, region.id, overview.tooOld)),
    h('td', { role: 'cell', class: 'history' }, strip(journey.strip, overview.range, journey.id)),
    h('td', { role: 'cell', class: 'figure' }, figure(journey.availability)),
    h('td', { role: 'cell', class: 'last' }, ago(journey.lastRunAt)));
}

export function badge(word) {
  const { glyph, word: text } = state(word);
  return h('span', { class: `badge ${word}` }, h('span', { class: 'glyph', 'aria-hidden': 'true' }, glyph), text);
}

function since(journey) {
  return h('small', { title: `since ${moment(journey.since)}` }, ago(journey.since));
}

export function figure(figures) {
  const { figure: text, note } = availability(figures);
  const down = figures.downSeconds > 0 ? `, down ${figures.downSeconds < 1 ? 'under 1 s' : span(figures.downSeconds * 1000)}` : '';
  return [h('span', { class: 'number' }, text), h('small', {}, note + down)];
}

/** One journey in one region: a link to the run that says why. */
function cell(journey, region, tooOld) {
  const here = journey.regions[region];
  if (!here) return h('td', { role: 'cell', class: 'cell', 'data-key': region }, h('span', { class: 'quiet' }, '·'));
  const look = tooOld ? 'nodata' : here.state;
  const run = look === 'down' ? here.lastFailed ?? here.lastRun : here.lastRun;
  const { glyph, word } = state(look);
  const label = `${journey.id} in ${region}: ${word}${here.unrun ? `, run by nobody: ${here.unrun}` : ''}${run ? `, last run ${says(run)}` : ''}`;
  const content = [
    h('span', { class: 'glyph', 'aria-hidden': 'true' }, glyph),
    h('span', { class: 'why' }, here.unrun ? 'run by nobody' : why(look, run)),
    // A failure that is not confirmed yet: the state holds, the doubt is shown.
    look === 'up' && run?.outcome === 'fail' ? h('span', { class: 'doubt', title: `last run: ${says(run)}` }, '✕') : null,
  ];
  return h('td', { role: 'cell', class: `cell ${look}`, 'data-key': region },
    run
      ? h('a', { href: `/runs/${run.id}`, title: label, 'aria-label': label }, content)
      : h('span', { class: 'dead', title: label, role: 'img', 'aria-label': label }, content));
}

function why(look, run) {
  if (look === 'down') return run?.failedStep ?? run?.fault ?? 'down';
  if (look === 'up' && run) return run.outcome === 'fail' ? run.failedStep ?? 'fail' : took(run.elapsedMs);
  return state(look).word;
}

function says(run) {
  const { word } = outcome(run.outcome);
  return [word, run.failedStep ? `at “${run.failedStep}”` : '', run.detail ?? '', `after ${took(run.elapsedMs)}`, `by ${run.agent}`]
    .filter(Boolean)
    .join(', ');
}
