import { DoubleValue } from '../../values/double.ts';
import { toDouble } from '../runtime/numbers.ts';
import { nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';

/** Mean radius of the earth by unit of length. */
const RADIUS: Readonly<Record<string, number>> = { mi: 3958.8, km: 6371 };

function location(latitude: Any, longitude: Any): PlatformObject {
  return new PlatformObject('System.Location', [['latitude', toDouble(latitude)], ['longitude', toDouble(longitude)]]);
}

function radians(place: PlatformObject, name: string): number {
  return (((place.get(name) as DoubleValue | null) ?? nullPointer()).value * Math.PI) / 180;
}

/** The haversine distance. */
function distance(from: PlatformObject | null, to: PlatformObject | null, unit: string | null): DoubleValue {
  const [one, two] = [from ?? nullPointer(), to ?? nullPointer()];
  const radius = RADIUS[(unit ?? nullPointer()).toLowerCase()] ?? raise('System.IllegalArgumentException', `Invalid unit: ${unit}`);
  const [lat1, lat2] = [radians(one, 'latitude'), radians(two, 'latitude')];
  const step = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((radians(two, 'longitude') - radians(one, 'longitude')) / 2) ** 2;
  return new DoubleValue(2 * radius * Math.asin(Math.sqrt(step)));
}

/** System.Location */
export const locationBody: PlatformBody = {
  construct: () => location(null, null),
  statics: { newinstance: location },
  methods: {
    getlatitude: (place: PlatformObject) => place.get('latitude'),
    getlongitude: (place: PlatformObject) => place.get('longitude'),
    getdistance: distance,
  },
};
