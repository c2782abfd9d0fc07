// What the page knows: the events, what belongs together, and which of them are shown.
const trace = JSON.parse(document.getElementById('trace').textContent);
const events = trace.events;
const bodies = trace.bodies;
const lanes = trace.lanes;
const AT = 0, KIND = 1, LANE = 2, TEXT = 3, ID = 4, OTHER = 5, MORE = 6;
const BLOCK = 128;

const isMessage = (event) => event[KIND] === 'Sent' || event[KIND] === 'Delivered' || event[KIND] === 'Dropped';
const bodyOf = (event) => bodies[event[TEXT]];
const typeOf = (event) => isMessage(event) ? bodyOf(event)[1] : '';
const laneName = (lane) => lane < 0 ? 'the world' : lanes[lane][0];

function clock(nanos) {
  const micros = Math.floor(nanos / 1000);
  return Math.floor(micros / 1e6) + '.' + String(micros % 1e6).padStart(6, '0') + ' s';
}

function span(nanos) {
  if (nanos < 1e6) return (nanos / 1e3).toFixed(1) + ' µs';
  return nanos < 1e9 ? (nanos / 1e6).toFixed(2) + ' ms' : (nanos / 1e9).toFixed(3) + ' s';
}

function words(event) {
  const text = isMessage(event) ? bodyOf(event)[2] : event[TEXT];
  switch (event[KIND]) {
    case 'Sent': return '→ ' + laneName(event[OTHER]) + '  ' + text;
    case 'Delivered': return '← ' + laneName(event[OTHER]) + '  ' + text;
    case 'Dropped': return '✕ from ' + laneName(event[OTHER]) + ', lost (' + event[MORE] + ')  ' + text;
    default: return text;
  }
}

/** Everything that can be searched for. */
function allText(event) {
  return (laneName(event[LANE]) + ' ' + event[KIND] + ' ' + words(event) + ' ' + (isMessage(event) ? bodyOf(event)[0] : '')).toLowerCase();
}

// A span joins its two ends: a message, a call, a fault. {first, last, kind} are positions in events; last is -1 when it is open.
const spans = [];
const spansOf = events.map(() => []);

function addSpan(kind, first, last) {
  const one = { number: spans.length, kind, first, last };
  spans.push(one);
  spansOf[first].push(one);
  if (last >= 0) spansOf[last].push(one);
  return one;
}

function pairUp() {
  const sent = new Map(), arrived = new Set(), open = new Map();
  events.forEach((event, i) => {
    const key = event[KIND] === 'FaultBegan' || event[KIND] === 'FaultEnded' ? 'fault ' + event[ID] : event[LANE] + ' ' + event[ID];
    switch (event[KIND]) {
      case 'Sent': sent.set(event[ID], i); break;
      case 'Delivered':
      case 'Dropped':
        if (sent.has(event[ID])) {
          const kind = event[KIND] === 'Dropped' ? 'lost' : arrived.has(event[ID]) ? 'again' : 'message';
          arrived.add(event[ID]);
          addSpan(kind, sent.get(event[ID]), i);
        }
        break;
      case 'FaultBegan':
      case 'ClientCalled': open.set(key, i); break;
      case 'FaultEnded':
      case 'ClientReturned':
        if (open.has(key)) addSpan(event[KIND] === 'FaultEnded' ? 'fault' : 'call', open.get(key), i);
        open.delete(key);
        break;
      default:
    }
  });
  sent.forEach((i, id) => { if (!arrived.has(id)) addSpan('way', i, -1); });
  open.forEach((i) => addSpan(events[i][KIND] === 'FaultBegan' ? 'fault' : 'call', i, -1));
}
pairUp();

// Which spans touch a block of events: so a screen is drawn without looking at all of them. Very long ones are kept apart.
const inBlock = [];
const longSpans = [];
for (const one of spans) {
  const from = Math.floor(one.first / BLOCK);
  const to = one.kind === 'way' ? from : Math.floor((one.last < 0 ? events.length : one.last) / BLOCK);
  if (to - from > 32) {
    longSpans.push(one);
  } else {
    for (let b = from; b <= to; b++) (inBlock[b] = inBlock[b] || []).push(one);
  }
}

/** Every span that touches the events from first to last. */
function spansAmong(first, last) {
  const found = new Set(longSpans.filter((one) => one.first <= last && (one.last < 0 || one.last >= first)));
  for (let b = Math.floor(first / BLOCK); b <= Math.floor(last / BLOCK); b++) (inBlock[b] || []).forEach((one) => found.add(one));
  return [...found].sort((a, b) => a.number - b.number);
}

// What changes the look of a lane, in order: roles, crashes, restarts.
const changes = lanes.map(() => []);
events.forEach((event, i) => {
  if (event[KIND] === 'RoleChanged') {
    changes[event[LANE]].push({ at: i, role: event[ID], epoch: event[OTHER], down: false });
  } else if (event[KIND] === 'FaultBegan' && trace.faults[event[OTHER]].stops) {
    event[MORE].forEach((lane) => changes[lane].push({ at: i, role: '', epoch: 0, down: true }));
  } else if (event[KIND] === 'Started') {
    changes[event[LANE]].push({ at: i, role: '', epoch: 0, down: false });
  }
});

/** The position of the last element at or before a value; -1 if there is none. */
function lastAtOrBefore(list, value, of) {
  let low = 0, high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (of(list[middle]) <= value) low = middle + 1; else high = middle - 1;
  }
  return high;
}

const stateOf = (lane, position) => changes[lane][lastAtOrBefore(changes[lane], position, (c) => c.at)] || null;

// The filter. rows holds the positions of the events that are shown, rowOf the row of each event or -1.
const hidden = { lanes: new Set(), kinds: new Set(), types: new Set() };
let query = '', onlyFound = false;
let rows = [], rowOf = new Int32Array(events.length), isFound = new Uint8Array(events.length), found = 0;

function search() {
  const wanted = query.toLowerCase();
  found = 0;
  events.forEach((event, i) => {
    isFound[i] = wanted !== '' && allText(event).includes(wanted) ? 1 : 0;
    found += isFound[i];
  });
}

function isShown(event, i) {
  return !hidden.lanes.has(event[LANE]) && !hidden.kinds.has(event[KIND])
    && !(isMessage(event) && hidden.types.has(typeOf(event))) && (!onlyFound || query === '' || isFound[i] === 1);
}

function applyFilter() {
  rows = [];
  events.forEach((event, i) => {
    rowOf[i] = isShown(event, i) ? rows.push(i) - 1 : -1;
  });
}
applyFilter();

/** The row of an event, or, if it is not shown, of the last one before it that is. */
const rowAt = (position) => rowOf[position] >= 0 ? rowOf[position] : lastAtOrBefore(rows, position, (p) => p);

/** What one wants to see first: faults, roles, calls that did not succeed. */
function isInteresting(event) {
  return event[KIND] === 'FaultBegan' || event[KIND] === 'FaultEnded' || event[KIND] === 'RoleChanged'
    || event[KIND] === 'Noted' || (event[KIND] === 'ClientReturned' && !event[OTHER]);
}

const shownLanes = () => lanes.map((_, i) => i).filter((i) => !hidden.lanes.has(i));
