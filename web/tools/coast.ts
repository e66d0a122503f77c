// coast.ts - a Vite plug-in: the coast of Great Britain as one SVG path, made at
// build time from Natural Earth (public domain), for `import coast from
// 'virtual:coast'`. Its unit is 100 m of the National Grid; north is up, so that
// y is minus the northing.
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';

import { virtual } from './virtual.ts';

type Point = [number, number];
type World = Topology<{ countries: GeometryCollection }>;

const unitedKingdom = '826';
// Kilometres: no corner is further from the true coast, no island is smaller across.
const closeness = 0.8;
const smallest = 6;

export const coast = (): Plugin => virtual('coast', path);

function path(): string {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const world = JSON.parse(readFileSync(file, 'utf8')) as World;
  const { features } = feature(world, world.objects.countries);
  const { geometry } = features.find((country) => country.id === unitedKingdom)!;
  if (geometry.type !== 'MultiPolygon')
    throw new Error('The United Kingdom has become one island');
  return geometry.coordinates.map(([ring]) => ring as Point[])
    .filter((ring) => !isIreland(ring))
    .map((ring) => simplified(ring.map(onGrid)))
    .filter(isBigEnough).map(drawn).join('');
}

// Northern Ireland is not on the National Grid, and its border is no coast.
const isIreland = (ring: Point[]) =>
  ring.every(([longitude, latitude]) => longitude < -5.3 && latitude > 54 && latitude < 55.4);

function isBigEnough(ring: Point[]): boolean {
  const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
  return ring.length > 3
    && spread(ring.map(([x]) => x)) + spread(ring.map(([, y]) => y)) > smallest;
}

// A path in tenths of kilometres, each corner as a step from the one before.
function drawn(ring: Point[]): string {
  const corners = ring.slice(0, -1).map(([x, y]): Point => [Math.round(10 * x), Math.round(-10 * y)]);
  const steps = corners.slice(1).map(([x, y], before) =>
    `${x - corners[before]![0]} ${y - corners[before]![1]}`);
  return `M${corners[0]!.join(' ')}l${steps.join(' ').replaceAll(' -', '-')}z`;
}

// Ramer, Douglas and Peucker: keeps the corner furthest from the straight line,
// if that is further than it may be, and looks at both sides of it again.
function simplified(line: Point[]): Point[] {
  const [first, last] = [line[0]!, line.at(-1)!];
  let furthest = 0;
  let at = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const distance = distanceToSegment(line[i]!, first, last);
    if (distance > furthest)
      [furthest, at] = [distance, i];
  }
  if (furthest <= closeness)
    return [first, last];
  return [...simplified(line.slice(0, at + 1)).slice(0, -1), ...simplified(line.slice(at))];
}

function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0
    : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

// Longitude and latitude -> kilometres of the National Grid: the Ordnance
// Survey's transverse Mercator ("A guide to coordinate systems in Great
// Britain", annex C), on Airy's ellipsoid. The 100 m between the datums are less
// than our closeness, and are let be.
function onGrid([longitude, latitude]: Point): Point {
  const [a, b, scale] = [6377.563396, 6356.256909, 0.9996012717];
  const radians = Math.PI / 180;
  const [phi, phi0, lambda] = [latitude * radians, 49 * radians, (longitude + 2) * radians];
  const e2 = 1 - (b * b) / (a * a);
  const n = (a - b) / (a + b);
  const [sin, cos, tan2] = [Math.sin(phi), Math.cos(phi), Math.tan(phi) ** 2];
  const nu = a * scale / Math.sqrt(1 - e2 * sin * sin);
  const rho = a * scale * (1 - e2) / (1 - e2 * sin * sin) ** 1.5;
  const eta2 = nu / rho - 1;
  const [minus, plus] = [phi - phi0, phi + phi0];
  const meridian = b * scale * ((1 + n + 1.25 * n ** 2 + 1.25 * n ** 3) * minus
    - (3 * n + 3 * n ** 2 + 2.625 * n ** 3) * Math.sin(minus) * Math.cos(plus)
    + 1.875 * (n ** 2 + n ** 3) * Math.sin(2 * minus) * Math.cos(2 * plus)
    - (35 / 24) * n ** 3 * Math.sin(3 * minus) * Math.cos(3 * plus));
  const l = lambda * cos;
  return [
    400 + nu * l * (1 + l ** 2 / 6 * (nu / rho - tan2)
      + l ** 4 / 120 * (5 - 18 * tan2 + tan2 ** 2 + 14 * eta2 - 58 * tan2 * eta2)),
    meridian - 100 + nu * sin / cos * (l ** 2 / 2
      + l ** 4 / 24 * (5 - tan2 + 9 * eta2) + l ** 6 / 720 * (61 - 58 * tan2 + tan2 ** 2)),
  ];
}
