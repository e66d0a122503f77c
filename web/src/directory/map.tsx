// map.tsx - an outline map: the places of a list, numbered as they are there.
// SPDX-License-Identifier: Apache-2.0
//
// Loaded by itself, after the list, which says all of this in words.
import coast from 'virtual:coast';

import type { Schemas } from '#api/client.ts';
import { plural } from '#site/words.ts';

type Grid = Schemas['Grid'];

export interface MapProps {
  places: Grid[];
  // Where distances are measured from, and what that is called.
  near: (Grid & { name: string }) | null;
}

// Units of the drawing.
const width = 600;
const height = 400;
const margin = 40;
// Markers nearer to each other than this are drawn as one.
const apart = 22;

// The whole of Great Britain, small, at the left, where only a part is shown:
// its height in the drawing and in metres, and the room that is left for it.
const inset = { left: 10, top: 10, height: 150, metres: 1_230_000, room: 80 };
const partMetres = 400_000;

const metresInMile = 1609.344;
const rings = [1, 2, 5, 10, 25, 50, 100, 200];
// So that one home, or all in one street, is not shown alone on white.
const leastMetres = 12_000;

interface Spot {
  x: number;
  y: number;
}

interface Origin {
  // Where the grid's own corner is drawn, and units of the drawing to a metre.
  left: number;
  top: number;
  scale: number;
}

interface View extends Origin {
  // Of a country that is far larger.
  part: boolean;
}

function viewOf(grids: Grid[]): View {
  const [west, east] = spread(grids.map(({ easting }) => easting));
  const [south, north] = spread(grids.map(({ northing }) => northing));
  const part = Math.max(east - west, north - south) < partMetres;
  const room = part ? inset.room : 0;
  const scale = Math.min(
    (width - room - 2 * margin) / Math.max(east - west, leastMetres),
    (height - 2 * margin) / Math.max(north - south, leastMetres),
  );
  return {
    part,
    scale,
    left: (width + room) / 2 - scale * (west + east) / 2,
    top: height / 2 + scale * (south + north) / 2,
  };
}

const drawnAt = ({ left, top, scale }: Origin) =>
  ({ easting, northing }: Grid): Spot => ({ x: left + scale * easting, y: top - scale * northing });

function Land({ left, top, scale }: Origin) {
  return (
    <path class="map-land" transform={`translate(${left} ${top}) scale(${100 * scale})`} d={coast}
      vector-effect="non-scaling-stroke" />
  );
}

// Where in Great Britain this is.
function Inset({ view }: { view: View }) {
  const scale = inset.height / inset.metres;
  const whole = { left: inset.left, top: inset.top + inset.height, scale };
  const { x, y } = drawnAt(whole)({ easting: -view.left / view.scale, northing: view.top / view.scale });
  return (
    <g class="map-inset">
      <Land {...whole} />
      <rect x={x} y={y} width={width / view.scale * scale} height={height / view.scale * scale} />
    </g>
  );
}

const spread = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];

interface Marker extends Spot {
  numbers: number[];
}

function markersOf(spots: Spot[]): Marker[] {
  const markers: Marker[] = [];
  spots.forEach((spot, index) => {
    const same = markers.find(({ x, y }) => Math.hypot(x - spot.x, y - spot.y) < apart);
    if (same)
      same.numbers.push(index + 1);
    else
      markers.push({ ...spot, numbers: [index + 1] });
  });
  return markers;
}

// "3", "3, 4", "3 + 5 more"
const label = ([first, second, ...rest]: number[]): string =>
  (rest.length > 0 ? `${first} + ${rest.length + 1}` : second ? `${first}, ${second}` : `${first}`);

function Pin({ x, y, numbers }: Marker) {
  const text = label(numbers);
  const wide = 16 + 8 * text.length;
  return (
    <g class="map-pin">
      <rect x={x - wide / 2} y={y - 11} width={wide} height="22" rx="11" />
      <text x={x} y={y + 5}>{text}</text>
    </g>
  );
}

function Rings({ x, y, scale }: Spot & { scale: number }) {
  const radius = (miles: number) => miles * metresInMile * scale;
  const shown = rings.filter((miles) => radius(miles) > 50 && radius(miles) < width / 2).slice(0, 3);
  return (
    <g class="map-near">
      {shown.map((miles) => (
        <>
          <circle cx={x} cy={y} r={radius(miles)} />
          <text x={x} y={y - radius(miles) - 4}>{plural(miles, 'mile')}</text>
        </>
      ))}
      <path d={cross(x, y)} />
    </g>
  );
}

const cross = (x: number, y: number) => `M${x - 7} ${y}h14M${x} ${y - 7}v14`;

function Legend({ name }: { name: string }) {
  return (
    <g class="map-near map-legend">
      <path d={cross(18, height - 18)} />
      <text x="32" y={height - 13}>{name}</text>
    </g>
  );
}

export function Map({ places, near }: MapProps) {
  const all = near ? [...places, near] : places;
  const view = viewOf(all);
  const at = drawnAt(view);
  const name = `Map of ${plural(places.length, 'home')}${near ? ` around ${near.name}` : ''}, `
    + 'numbered as in the list below';
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
      <Land {...view} />
      {view.part && <Inset view={view} />}
      {near && <Rings {...at(near)} scale={view.scale} />}
      {markersOf(places.map(at)).reverse().map((marker) => <Pin key={marker.numbers[0]} {...marker} />)}
      {near && <Legend name={near.name} />}
    </svg>
  );
}
