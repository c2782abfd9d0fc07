// The controls: choosing, stepping, scrubbing, filtering, searching.
const overview = byId('overview'), scrub = byId('scrub'), detail = byId('detail');
let strip = null;

function choose(position, quietly) {
  if (position < 0 || position >= events.length) return;
  chosen = position;
  if (rowOf[position] < 0) showEverything();
  const at = rowOf[position] * ROW, height = scroller.clientHeight;
  if (at < scroller.scrollTop + ROW || at > scroller.scrollTop + height - 3 * ROW) scroller.scrollTop = at - height / 3;
  scrub.value = rowOf[position];
  byId('clock').textContent = clock(events[position][AT]) + '  ·  ' + (trace.first + position + 1) + ' of ' + trace.total;
  byId('says').textContent = clock(events[position][AT]) + ' ' + laneName(events[position][LANE]) + ' ' + words(events[position]);
  if (!quietly) history.replaceState(null, '', '#e=' + (trace.first + position + 1));
  describe();
  draw();
  drawOverview();
}

function step(by) {
  const row = chosen < 0 ? (by > 0 ? -1 : rows.length) : rowAt(chosen);
  const next = Math.max(0, Math.min(rows.length - 1, row + by));
  if (rows.length > 0) choose(rows[next]);
}

function stepTo(wanted, direction) {
  for (let row = (chosen < 0 ? -1 : rowAt(chosen)) + direction; row >= 0 && row < rows.length; row += direction) {
    if (wanted(events[rows[row]], rows[row])) return choose(rows[row]);
  }
}

function toPair() {
  if (chosen < 0) return;
  const ends = spansOf[chosen].map((one) => one.first === chosen ? one.last : one.first).filter((end) => end >= 0);
  if (ends.length > 0) choose(ends[0]);
}

function describe() {
  detail.replaceChildren();
  const event = events[chosen];
  html('h2', event[KIND] + ', ' + laneName(event[LANE]), detail);
  const list = html('dl', undefined, detail);
  const fact = (name, value) => { html('dt', name, list); html('dd', String(value), list); };
  fact('at', clock(event[AT]));
  if (isMessage(event)) {
    fact('from', laneName(event[KIND] === 'Sent' ? event[LANE] : event[OTHER]));
    fact('to', laneName(event[KIND] === 'Sent' ? event[OTHER] : event[LANE]));
    fact('message', '#' + event[ID] + ' ' + typeOf(event));
    if (event[KIND] === 'Dropped') fact('lost', event[MORE]);
  }
  html('pre', unfold(isMessage(event) ? bodyOf(event)[0] : event[TEXT]), detail);
  spansOf[chosen].forEach((one) => describeSpan(one));
  if (isMessage(event) && spansOf[chosen].length === 0) html('p', 'Its other end is not in this page.', detail);
  describeMoment();
}

function describeSpan(one) {
  const other = one.first === chosen ? one.last : one.first;
  if (other < 0) {
    html('p', { way: 'It never arrives in this trace.', call: 'It has no outcome in this trace.', fault: 'It does not end in this trace.' }[one.kind], detail);
    return;
  }
  const gap = span(Math.abs(events[other][AT] - events[chosen][AT]));
  const button = html('button', (other < chosen ? '↑ ' + gap + ' before: ' : '↓ ' + gap + ' later: ') + laneName(events[other][LANE]) + ' ' + words(events[other]), detail);
  button.type = 'button';
  button.addEventListener('click', () => choose(other));
}

/** Who was what, and what was broken, when the chosen event happened. */
function describeMoment() {
  html('h2', 'At this moment', detail);
  const list = html('dl', undefined, detail);
  lanes.forEach((lane, i) => {
    if (lane[1]) return;
    const state = stateOf(i, chosen);
    html('dt', lane[0], list);
    html('dd', state === null ? '—' : state.down ? 'down' : state.role === '' ? 'runs' : state.role + ', epoch ' + state.epoch, list);
  });
  const faults = spans.filter((one) => one.kind === 'fault' && one.first <= chosen && (one.last < 0 || one.last > chosen));
  faults.forEach((one) => html('p', events[one.first][TEXT], detail));
  const calls = spans.filter((one) => one.kind === 'call' && one.first <= chosen && (one.last < 0 || one.last > chosen));
  calls.slice(0, 20).forEach((one) => html('p', laneName(events[one.first][LANE]) + ' waits: ' + events[one.first][TEXT], detail));
}

/** A record's text, each field in a line of its own. */
function unfold(text) {
  let out = '', depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '[' && text[i + 1] !== ']' && (depth > 0 || /\w/.test(text[i - 1] || ' '))) {
      depth++;
      out += c + '\n' + '  '.repeat(depth);
    } else if (c === ']' && text[i - 1] !== '[' && depth > 0) {
      depth--;
      out += '\n' + '  '.repeat(depth) + c;
    } else if (c === ',' && text[i + 1] === ' ' && depth > 0) {
      out += ',\n' + '  '.repeat(depth);
      i++;
    } else {
      out += c;
    }
  }
  return out;
}

function refresh() {
  applyFilter();
  scrub.max = Math.max(0, rows.length - 1);
  scrub.value = chosen < 0 ? 0 : rowAt(chosen);
  byId('found').textContent = query === '' ? '' : found + (found === 1 ? ' event' : ' events') + ' found (n, N)';
  layOut();
  draw();
  drawOverview();
}

function showEverything() {
  hidden.lanes.clear(); hidden.kinds.clear(); hidden.types.clear();
  onlyFound = false;
  byId('only').checked = false;
  document.querySelectorAll('#filter input').forEach((box) => { box.checked = true; });
  refresh();
}

function addBoxes(where, entries, set) {
  entries.forEach(([value, text]) => {
    const label = html('label', undefined, byId(where));
    const box = html('input', undefined, label);
    box.type = 'checkbox';
    box.checked = true;
    box.addEventListener('change', () => {
      if (box.checked) set.delete(value); else set.add(value);
      refresh();
    });
    label.append(' ' + text);
  });
}

function counted(of) {
  const counts = new Map();
  events.forEach((event) => { const key = of(event); if (key !== '') counts.set(key, (counts.get(key) || 0) + 1); });
  return [...counts].sort((a, b) => b[1] - a[1]).map(([key, count]) => [key, key + ' (' + count + ')']);
}

/** The whole of time in a strip: how much happened when, faults, failed calls, and where we are. */
function drawOverview() {
  const width = overview.clientWidth || 600, height = overview.height;
  const pen = overview.getContext('2d');
  if (events.length === 0 || pen === null) return;
  if (overview.width !== width || strip === null) {
    overview.width = width;
    drawStrip(pen, width, height);
    strip = pen.getImageData(0, 0, width, height);
  }
  pen.putImageData(strip, 0, 0);
  if (chosen < 0) return;
  pen.fillStyle = colour('--ink');
  pen.fillRect(place(events[chosen][AT], width) - 1, 0, 2, height);
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name);
const paint = (wanted) => wanted === trace.ink ? colour('--ink') : wanted;
const beginning = events.length > 0 ? events[0][AT] : 0;
const length = events.length > 0 ? Math.max(1, events[events.length - 1][AT] - beginning) : 1;
const place = (at, width) => (at - beginning) / length * (width - 1);

function drawStrip(pen, width, height) {
  spans.filter((one) => one.kind === 'fault').forEach((one) => {
    pen.globalAlpha = 0.25;
    pen.fillStyle = paint(trace.faults[events[one.first][OTHER]].colour);
    const from = place(events[one.first][AT], width);
    pen.fillRect(from, 0, Math.max(2, (one.last < 0 ? width : place(events[one.last][AT], width)) - from), height);
  });
  pen.globalAlpha = 1;
  const many = new Float64Array(width);
  events.forEach((event) => { many[Math.round(place(event[AT], width))]++; });
  const most = many.reduce((a, b) => Math.max(a, b), 1);
  pen.fillStyle = colour('--line');
  many.forEach((count, i) => {
    const tall = 4 + Math.log(1 + count) / Math.log(1 + most) * (height - 18);
    if (count > 0) pen.fillRect(i, height - tall, 1, tall);
  });
  const bad = colour('--bad');
  events.forEach((event) => {
    if (event[KIND] === 'RoleChanged' && trace.roles[event[ID]].leads) {
      pen.fillStyle = paint(trace.roles[event[ID]].colour);
      pen.fillRect(place(event[AT], width) - 1, 0, 3, 12);
    } else if (event[KIND] === 'ClientReturned' && !event[OTHER]) {
      pen.fillStyle = bad;
      pen.fillRect(place(event[AT], width), 0, 1, 12);
    }
  });
}

function scrubTo(pointer) {
  if (rows.length === 0) return;
  const share = (pointer.clientX - overview.getBoundingClientRect().left) / (overview.clientWidth || 1);
  const at = beginning + share * length;
  choose(rows[Math.max(0, lastAtOrBefore(rows, at, (p) => events[p][AT]))]);
}

function onKey(key) {
  if (key.ctrlKey || key.metaKey || key.altKey) return;
  const isTyping = key.target === byId('search');
  if (key.key === 'Escape') {
    if (isTyping) scroller.focus(); else showEverything();
  } else if (isTyping) {
    if (key.key === 'Enter') stepTo((_, i) => isFound[i] === 1, key.shiftKey ? -1 : 1);
    return;
  } else {
    const page = Math.max(1, Math.floor(scroller.clientHeight / ROW) - 2);
    const act = {
      ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
      PageDown: () => step(page), PageUp: () => step(-page), Home: () => step(-events.length), End: () => step(events.length),
      ']': () => stepTo(isInteresting, 1), '[': () => stepTo(isInteresting, -1),
      Enter: toPair, p: toPair, n: () => stepTo((_, i) => isFound[i] === 1, 1), N: () => stepTo((_, i) => isFound[i] === 1, -1),
      '/': () => byId('search').focus(), '?': () => byId('help').click(),
    }[key.key];
    const inControl = key.target instanceof HTMLInputElement || key.target instanceof HTMLButtonElement || (key.target.tagName === 'SUMMARY');
    if (act === undefined || (inControl && (key.key.startsWith('Arrow') || key.key === 'Enter' || key.key === 'Home' || key.key === 'End'))) return;
    act();
  }
  key.preventDefault();
}

function addLegend() {
  const entry = (text, draws) => {
    const item = html('li', undefined, byId('legend'));
    const sign = element('svg', { width: 22, height: 14, viewBox: '0 0 22 14' });
    draws(sign);
    item.prepend(sign);
    item.append(text);
  };
  const seen = new Set(changes.flat().map((change) => change.role).filter((role) => role !== ''));
  seen.forEach((role) => entry(role, (sign) => sign.append(element('rect', { x: 1, y: trace.roles[role].leads ? 2 : 4.5, width: 20, height: trace.roles[role].leads ? 10 : 5, rx: 3, fill: shade(trace.roles[role].colour), class: 'role' }))));
  [...new Set(changes.flat().filter((change) => change.role !== '').map((change) => change.epoch))].sort((a, b) => a - b).slice(0, 8).forEach((epoch) => {
    const rail = railOf(epoch);
    entry('epoch ' + epoch, (sign) => sign.append(element('line', { x1: 1, y1: 7, x2: 21, y2: 7, stroke: rail.colour, 'stroke-width': 3, 'stroke-dasharray': rail.dashes })));
  });
  new Set(spans.filter((one) => one.kind === 'fault').map((one) => events[one.first][OTHER])).forEach((kind) =>
    entry(kind.toLowerCase().replace(/_/g, ' '), (sign) => sign.append(element('rect', { x: 1, y: 1, width: 20, height: 12, fill: shade(trace.faults[kind].colour), 'fill-opacity': 0.3 }))));
  const line = (kind) => (sign) => sign.append(element('path', { d: 'M1 7 H21', class: 'arrow ' + kind }));
  [['message', 'message'], ['lost', 'lost message'], ['again', 'duplicate'], ['way', 'still on its way']].forEach(([kind, text]) => {
    if (spans.some((one) => one.kind === kind)) entry(text, line(kind));
  });
  if (events.some((event) => event[KIND] === 'Saved')) entry('written', (sign) => drawMark(sign, [0, 'Saved'], 11, 7));
  if (events.some((event) => event[KIND] === 'Flushed')) entry('durable', (sign) => drawMark(sign, [0, 'Flushed'], 11, 7));
  new Set(spans.filter((one) => one.kind === 'call').map((one) => one.last < 0 ? 'OPEN' : events[one.last][MORE])).forEach((result) =>
    entry('call: ' + result.toLowerCase(), (sign) => sign.append(element('rect', { x: 6, y: 1, width: 10, height: 12, rx: 2, fill: trace.results[result], 'fill-opacity': 0.35, stroke: trace.results[result] }))));
}

byId('facts').textContent = trace.facts;
addBoxes('lanes', lanes.map((lane, i) => [i, lane[0]]), hidden.lanes);
addBoxes('kinds', counted((event) => event[KIND]), hidden.kinds);
addBoxes('types', counted(typeOf).slice(0, 60), hidden.types);
addLegend();
byId('search').addEventListener('input', () => { query = byId('search').value.trim(); search(); refresh(); });
byId('only').addEventListener('change', () => { onlyFound = byId('only').checked; refresh(); });
byId('help').addEventListener('click', () => {
  byId('keys').hidden = !byId('keys').hidden;
  byId('help').setAttribute('aria-expanded', String(!byId('keys').hidden));
});
byId('filter').addEventListener('toggle', () => { layOut(); draw(); });
scrub.addEventListener('input', () => { if (rows.length > 0) choose(rows[Number(scrub.value)]); });
overview.addEventListener('pointerdown', (pointer) => { overview.setPointerCapture(pointer.pointerId); scrubTo(pointer); });
overview.addEventListener('pointermove', (pointer) => { if (pointer.buttons === 1) scrubTo(pointer); });
scroller.addEventListener('scroll', () => { if (!isPrinting) requestAnimationFrame(draw); });
svg.addEventListener('click', (click) => {
  const marked = click.target.getAttribute('data-position');
  const row = Math.floor((click.clientY - scroller.getBoundingClientRect().top + scroller.scrollTop) / ROW);
  if (marked !== null) choose(Number(marked)); else if (row >= 0 && row < rows.length) choose(rows[row]);
  scroller.focus();
});
document.addEventListener('keydown', onKey);
// Paper gets as many rows as it has room for, from the first on the screen; its own size must not draw anew.
addEventListener('beforeprint', () => { isPrinting = true; layOut(); draw(); });
addEventListener('afterprint', () => { isPrinting = false; layOut(); draw(); });
addEventListener('resize', () => { if (!isPrinting) { layOut(); draw(); drawOverview(); } });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { strip = null; drawOverview(); });

function openAtLink() {
  const link = /^#e=(\d+)$/.exec(location.hash);
  const position = link === null ? trace.focus : Number(link[1]) - 1 - trace.first;
  choose(Math.max(0, Math.min(events.length - 1, position)), true);
}
addEventListener('hashchange', openAtLink);
refresh();
if (events.length > 0) openAtLink(); else html('p', 'Nothing happened: the trace has no events.', detail);
scroller.focus();
