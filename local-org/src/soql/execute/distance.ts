import { UnsupportedError } from '../../errors.ts';
import type { FieldDefinition } from '../../schema/sobject-type.ts';
import { fieldOf } from '../../schema/sobject-type.ts';
import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import type { Value } from '../../values/value.ts';
import type { FunctionItem } from '../ast.ts';
import type { ResolvedPath } from '../resolve.ts';
import type { Execution, RowFunction } from './execution.ts';
import { plainValue } from './operand.ts';

/** Mean radius of the earth. */
const RADIUS = { mi: 3958.8, km: 6371 };

/** DISTANCE of a row's place from a given one; null for a row without coordinates. SOQL Reference, "Location-Based SOQL Queries". */
export function compileDistance(from: NonNullable<FunctionItem['from']>, place: ResolvedPath, execution: Execution): { read: RowFunction<Value>; field: FieldDefinition } {
  const [latitude, longitude] = coordinates(place);
  const given = [from.latitude, from.longitude].map((value) => degrees(plainValue(value, execution)));
  const read: RowFunction<Value> = (row) => {
    const own = [latitude, longitude].map((field) => degrees(execution.reader.readPath(place.type, row, { ...place, field })));
    if ([...own, ...given].includes(null)) return null;
    return Decimal.fromNumber(haversine(own as number[], given as number[]) * RADIUS[from.unit]);
  };
  return { read, field: { ...latitude, name: 'DISTANCE' } };
}

/** The number fields of a geolocation (`Place__c`) or an address (`BillingAddress`). */
function coordinates({ field, type, steps }: ResolvedPath): [FieldDefinition, FieldDefinition] {
  if (steps.length > 0) throw new UnsupportedError('DISTANCE() of a place of a parent record');
  const name = (part: string): string => (field.custom ? field.name.replace(/__c$/, `__${part}__s`) : field.name.replace(/Address$/, part));
  const [latitude, longitude] = [fieldOf(type, name('Latitude')), fieldOf(type, name('Longitude'))];
  if (!latitude || !longitude) throw new UnsupportedError(`DISTANCE() of ${field.name}`);
  return [latitude, longitude];
}

function degrees(value: Value): number | null {
  if (value === null) return null;
  return value instanceof Decimal ? value.toNumber() : value instanceof DoubleValue ? value.value : Number(value);
}

/** The angle between two places in radians. */
function haversine(from: readonly number[], to: readonly number[]): number {
  const [[lat1, lon1], [lat2, lon2]] = [from, to].map((place) => place.map((each) => (each * Math.PI) / 180)) as [[number, number], [number, number]];
  const step = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
  return 2 * Math.asin(Math.sqrt(step));
}
