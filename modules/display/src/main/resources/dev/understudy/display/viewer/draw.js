// Draws the rows on the screen, and no others.
const ROW = 20, PAD = 12;
const GUTTER = 32 + 7 * clock(events.length === 0 ? 0 : events[events.length - 1][AT]).length;
const SVG = 'http://www.w3.org/2000/svg';
const byId = (id) => document.getElementById(id);
const scroller = byId('scroller'), svg = byId('rows'), names = byId('names');
const PAPER = { width: 1020, height: 30 * ROW }; // A4 across, in pixels
let isPrinting = false;
let chosen = -1, columns = new Map(), spacing = 100, textLeft = 0;

function element(name, attributes, text) {
  const one = document.createElementNS(SVG, name);
  for (const key in attributes) one.setAttribute(key, attributes[key]);
  if (text !== undefined) one.textContent = text;
  return one;
}

function html(name, text, parent) {
  const one = document.createElement(name);
  if (text !== undefined) one.textContent = text;
  if (parent) parent.append(one);
  return one;
}

const shownWidth = () => isPrinting ? PAPER.width : scroller.clientWidth;
const shownHeight = () => isPrinting ? PAPER.height : scroller.clientHeight;

function layOut() {
  const shown = shownLanes();
  const room = Math.max(240, shownWidth() * 0.55 - GUTTER);
  spacing = Math.max(56, Math.min(150, room / Math.max(1, shown.length)));
  columns = new Map(shown.map((lane, i) => [lane, GUTTER + spacing * (i + 0.5)]));
  textLeft = GUTTER + spacing * shown.length + PAD;
  const width = Math.max(shownWidth(), textLeft + 260);
  byId('room').style.height = rows.length * ROW + 'px';
  byId('room').style.width = width > shownWidth() ? width + 'px' : '';
  svg.style.width = width + 'px';
}

const x = (lane) => columns.get(lane);
const y = (position) => rowAt(position) * ROW + ROW / 2 - scroller.scrollTop;
/** Ink is dark on paper and light on a dark page; the other colours are seen on both. */
const shade = (colour) => colour === trace.ink ? 'var(--ink)' : colour;
const cut = (text, letters) => text.length > letters ? text.slice(0, letters - 1) + '…' : text;

function draw() {
  const top = scroller.scrollTop, height = shownHeight();
  svg.setAttribute('height', height);
  svg.style.height = height + 'px';
  const first = Math.max(0, Math.floor(top / ROW) - 1);
  const last = Math.min(rows.length - 1, Math.ceil((top + height) / ROW));
  const behind = element('g'), lines = element('g'), front = element('g');
  svg.replaceChildren(behind, lines, front);
  drawNames();
  if (rows.length === 0) {
    front.append(element('text', { x: GUTTER, y: 30, class: 'muted' }, 'Nothing is left: the filter hides every event.'));
    return;
  }
  const begin = rows[first], end = rows[last];
  const among = spansAmong(begin, end);
  among.filter((one) => one.kind === 'fault').forEach((one) => drawFault(behind, one, height));
  columns.forEach((at, lane) => drawLane(lines, front, lane, at, begin, end, height));
  among.filter((one) => one.kind === 'call').forEach((one) => drawCall(lines, one, height));
  among.filter((one) => one.kind !== 'call' && one.kind !== 'fault').forEach((one) => drawArrow(lines, front, one));
  for (let row = first; row <= last; row++) drawRow(behind, front, row);
}

function drawNames() {
  names.replaceChildren();
  names.append(element('text', { x: 8, y: 18, class: 'muted' }, 'time, s'));
  const shift = scroller.scrollLeft;
  columns.forEach((at, lane) => {
    const name = cut(lanes[lane][0], Math.floor((spacing - 12) / 7));
    const width = Math.min(spacing - 6, name.length * 8 + 14);
    const group = element('g');
    group.append(element('title', {}, lanes[lane][0]));
    group.append(element('rect', { x: at - width / 2 - shift, y: 4, width, height: 20, rx: lanes[lane][1] ? 10 : 3, class: lanes[lane][1] ? 'box client' : 'box' }));
    group.append(element('text', { x: at - shift, y: 18, 'text-anchor': 'middle', class: 'strong' }, name));
    names.append(group);
  });
}

function drawRow(behind, front, row) {
  const position = rows[row], event = events[position], middle = y(position);
  const pair = chosen >= 0 && position !== chosen && spansOf[chosen].some((one) => one.first === position || one.last === position);
  const kind = position === chosen ? 'row chosen' : pair ? 'row pair' : isFound[position] ? 'row found' : '';
  if (kind !== '') behind.prepend(element('rect', { x: 0, y: middle - ROW / 2, width: svg.clientWidth || 2000, height: ROW, class: kind }));
  const before = row > 0 ? events[rows[row - 1]][AT] : -1;
  if (event[AT] !== before) front.append(element('text', { x: GUTTER - 16, y: middle + 4, 'text-anchor': 'end', class: 'muted' }, clock(event[AT]).slice(0, -2)));
  const bad = event[KIND] === 'Dropped' || event[KIND] === 'FaultBegan' || (event[KIND] === 'ClientReturned' && !event[OTHER]);
  const strong = event[KIND] === 'RoleChanged' || event[KIND] === 'FaultBegan' || event[KIND] === 'FaultEnded' || event[KIND] === 'ClientCalled';
  front.append(element('text', { x: textLeft, y: middle + 4, class: (bad ? 'bad ' : '') + (strong ? 'strong' : '') },
    cut((event[LANE] < 0 ? '' : laneName(event[LANE]) + '  ') + words(event), 160)));
  if (columns.has(event[LANE])) drawMark(front, event, x(event[LANE]), middle);
}

function drawMark(front, event, at, middle) {
  switch (event[KIND]) {
    case 'Saved': front.append(element('rect', { x: at - 4, y: middle - 4, width: 8, height: 8, class: 'mark' })); break;
    case 'Flushed': front.append(element('rect', { x: at - 4, y: middle - 4, width: 8, height: 8, class: 'mark full' })); break;
    case 'Started': case 'Joined': front.append(element('circle', { cx: at, cy: middle, r: 4.5, class: 'mark' })); break;
    case 'TimerFired':
      front.append(element('circle', { cx: at + 12, cy: middle, r: 4.5, class: 'mark' }));
      front.append(element('path', { d: `M${at + 12} ${middle - 3} V${middle} H${at + 15}`, class: 'mark' }));
      break;
    case 'Noted': front.append(element('path', { d: `M${at} ${middle - 6} l6 6 -6 6 -6 -6 Z`, class: 'mark full' })); break;
    case 'FaultBegan': if (trace.faults[event[OTHER]].stops) drawCross(front, at, middle); break;
    case 'ClientReturned': {
      const failed = !event[OTHER];
      front.append(element('circle', { cx: at, cy: middle, r: 7, fill: trace.results[event[MORE]] }));
      front.append(element('text', { x: at, y: middle + 4, 'text-anchor': 'middle', class: 'strong white' }, failed ? (event[MORE] === 'UNKNOWN' ? '?' : '✕') : '✓'));
      break;
    }
    default:
  }
}

function drawCross(parent, at, middle) {
  parent.append(element('path', { d: `M${at - 5} ${middle - 5} l10 10 M${at + 5} ${middle - 5} l-10 10`, class: 'cross' }));
}

const railOf = (epoch) => trace.epochs[((epoch % trace.epochs.length) + trace.epochs.length) % trace.epochs.length];

/** The life of a lane: its roles as a bar, wide for who leads, with the epoch beside it; nothing while it is down. */
function drawLane(parent, front, lane, at, begin, end, height) {
  const list = changes[lane];
  let i = Math.max(0, lastAtOrBefore(list, begin, (c) => c.at));
  let from = list.length > 0 && list[i].at > begin ? y(list[i].at) : 0;
  if (list.length === 0 || list[0].at > begin) parent.append(element('line', { x1: at, y1: 0, x2: at, y2: list.length === 0 ? height : Math.min(height, from), class: 'life' }));
  for (; i < list.length && (list[i].at <= end || i === 0); i++) {
    const change = list[i];
    const to = i + 1 < list.length ? Math.min(height, y(list[i + 1].at)) : height;
    from = Math.max(0, change.at < begin ? 0 : y(change.at));
    if (!change.down && to > from) {
      parent.append(element('line', { x1: at, y1: from, x2: at, y2: to, class: 'life' }));
      if (change.role !== '') drawRole(parent, front, change, at, from, to);
    }
  }
}

function drawRole(parent, front, change, at, from, to) {
  const look = trace.roles[change.role];
  const width = look.leads ? 10 : 5;
  const bar = element('rect', { x: at - width / 2, y: from, width, height: to - from, rx: width / 2, fill: shade(look.colour), class: 'role' });
  bar.append(element('title', {}, change.role + ' of epoch ' + change.epoch));
  parent.append(bar);
  const rail = railOf(change.epoch);
  parent.append(element('line', { x1: at - 10, y1: from, x2: at - 10, y2: to, stroke: rail.colour, 'stroke-width': 3, 'stroke-dasharray': rail.dashes }));
  if (to - from > 12) front.append(element('text', { x: at + 9, y: from + 13, class: 'muted halo' }, (look.leads ? change.role + ' ' : '') + 'e' + change.epoch));
}

function drawFault(parent, one, height) {
  const event = events[one.first];
  const from = Math.max(-2, y(one.first)), to = one.last < 0 ? height + 2 : Math.min(height + 2, y(one.last));
  const touched = event[MORE].filter((lane) => columns.has(lane));
  const places = event[MORE].length === 0 ? [...columns.values()] : touched.map(x);
  for (const at of places) {
    const half = trace.faults[event[OTHER]].narrow ? 16 : spacing / 2;
    const band = element('rect', { x: at - half, y: from, width: 2 * half, height: Math.max(4, to - from), fill: shade(trace.faults[event[OTHER]].colour), 'fill-opacity': 0.16 });
    band.append(element('title', {}, event[TEXT]));
    parent.append(band);
  }
  const sides = event[OTHER] === 'PARTITION' ? event[TEXT].replace(/^.*?: /, '').split('|').map((side) => side.trim().split(/[\s,]+/)) : [];
  const sideOf = (lane) => sides.findIndex((side) => side.includes(lanes[lane][0]));
  const order = [...columns.keys()].filter((lane) => sideOf(lane) >= 0);
  for (let i = 1; i < order.length && sides.length > 1; i++) {
    const wall = (x(order[i - 1]) + x(order[i])) / 2;
    if (sideOf(order[i - 1]) !== sideOf(order[i])) parent.append(element('line', { x1: wall, y1: from, x2: wall, y2: to, class: 'wall' }));
  }
}

function drawCall(parent, one, height) {
  const event = events[one.first];
  if (!columns.has(event[LANE])) return;
  const result = one.last < 0 ? 'OPEN' : events[one.last][MORE];
  const from = Math.max(-4, y(one.first)), to = one.last < 0 ? height + 4 : Math.min(height + 4, y(one.last));
  const bar = element('rect', { x: x(event[LANE]) - 5, y: from, width: 10, height: Math.max(2, to - from), rx: 2, fill: trace.results[result], 'fill-opacity': 0.35, stroke: trace.results[result] });
  bar.append(element('title', {}, event[TEXT] + (one.last < 0 ? ', still open' : ' → ' + events[one.last][TEXT])));
  parent.append(bar);
}

function drawArrow(parent, front, one) {
  const sent = events[one.first];
  if (rowOf[one.first] < 0 || (one.last >= 0 && rowOf[one.last] < 0)) return;
  if (!columns.has(sent[LANE]) || !columns.has(sent[OTHER])) return;
  const x1 = x(sent[LANE]), y1 = y(one.first), way = x(sent[OTHER]) - x1;
  const share = one.kind === 'lost' ? 0.8 : one.kind === 'way' ? 0.4 : 1;
  const y2 = one.last < 0 ? y1 + ROW : y(one.last);
  const x2 = way === 0 ? x1 + 5 : x1 + way * share - (share === 1 ? 5 * Math.sign(way) : 0);
  const from = x1 + (way === 0 ? 5 : 5 * Math.sign(way));
  const turn = way === 0 ? Math.PI : Math.atan2(y2 - y1, x2 - from);
  const back = share === 1 ? 8 : 0;
  const path = way === 0 ? `M${from} ${y1} C${x1 + 34} ${y1} ${x1 + 34} ${y2} ${x2 + back} ${y2}`
    : `M${from} ${y1} L${x2 - back * Math.cos(turn)} ${y2 - back * Math.sin(turn)}`;
  const isChosen = chosen === one.first || chosen === one.last;
  parent.append(element('path', { d: path, class: 'arrow' + (one.kind === 'message' ? '' : ' ' + one.kind) + (isChosen ? ' chosen' : '') }));
  if (one.kind === 'lost') {
    drawCross(front, x2, y2);
  } else if (one.kind === 'way') {
    front.append(element('circle', { cx: x2, cy: y2, r: 3, class: 'mark' }));
  } else {
    front.append(element('path', { d: 'M0 0 L-9 -3.6 L-9 3.6 Z', transform: `translate(${x2} ${y2}) rotate(${turn * 180 / Math.PI})`, class: 'head' }));
  }
  const area = element('path', { d: path, class: 'catch', 'data-position': one.last >= 0 && chosen === one.first ? one.last : one.first });
  area.append(element('title', {}, bodyOf(sent)[2]));
  front.append(area);
}
