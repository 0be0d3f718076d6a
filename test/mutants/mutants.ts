/** One wrong line in the local org that the tests have to notice. `find` stands in the file exactly once. */
export interface Mutant {
  readonly name: string;
  /** Below local-org/src. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const mutant = (name: string, file: string, find: string, replace: string): Mutant => ({ name, file, find, replace });

/** Faults of the language: operators, numbers, classes, collections, JSON, dates. */
const LANGUAGE: readonly Mutant[] = [
  mutant('statics live on in the next transaction', 'apex/runtime/class-table.ts', 'for (const type of this.active) type.$s = null;\n    this.active = [];', 'this.active = [];'),
  mutant('instanceof does not see interfaces', 'apex/runtime/type-tests.ts', 'if (own !== null && descendsFrom(own.self, decl)) return true;', "if (own !== null && decl.form !== 'interface' && descendsFrom(own.self, decl)) return true;"),
  mutant('an unqueried field is null', 'apex/runtime/records.ts', "record.queried !== null && name !== 'Id' && !record.queried.has(name)", 'false'),
  mutant('a number is more than null', 'apex/runtime/comparison.ts', 'const ltI: Comparison<number> = (left, right) => left !== null && right !== null && left < right;', 'const ltI: Comparison<number> = (left, right) => left === null || right === null || left < right;'),
  mutant('a decimal compares with null', 'apex/runtime/comparison.ts', 'return (left, right) => left !== null && right !== null && test(compareValues(left, right));', 'return (left, right) => left === null || right === null || test(compareValues(left, right));'),
  mutant('keySet is reversed', 'apex/runtime/hash-table.ts', '(entry) => entry.key);', '(entry) => entry.key).toReversed();'),
  mutant('== on String respects case', 'apex/runtime/comparison.ts', 'left.length === right.length && left.toLowerCase() === right.toLowerCase()', 'left === right'),
  mutant('Integer division rounds', 'apex/runtime/numbers.ts', 'return (left / right) | 0;', 'return Math.round(left / right);'),
  mutant('Decimal division has ten digits', 'values/decimal.ts', 'const DIVISION_DIGITS = 33;', 'const DIVISION_DIGITS = 10;'),
  mutant('half up rounds ties down', 'values/rounding.ts', "if (mode === 'HALF_UP') return true;", "if (mode === 'HALF_UP') return false;"),
  mutant('half even rounds ties to odd', 'values/rounding.ts', "quotient % 2n !== 0n", "quotient % 2n === 0n"),
  mutant('floor rounds negative numbers up', 'values/rounding.ts', "case 'FLOOR':\n      return negative;", "case 'FLOOR':\n      return false;"),
  mutant('setScale rounds half up unasked', 'apex/system/primitives.ts', "mode === undefined ? 'HALF_EVEN' : rounding(mode))),\n  striptrailingzeros", "mode === undefined ? 'HALF_UP' : rounding(mode))),\n  striptrailingzeros"),
  mutant('a product keeps the scale of its first factor', 'values/decimal.ts', 'return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);', 'return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale).setScale(this.scale);'),
  mutant('keys of maps ignore case', 'apex/runtime/hash-table.ts', "if (typeof key !== 'object' || key === null) return key;", "if (typeof key !== 'object' || key === null) return typeof key === 'string' ? key.toLowerCase() : key;"),
  mutant('keys ignore their equals method', 'apex/runtime/hash-table.ts', "if (key instanceof ApexObject && 'm_equals$object' in key) return undefined;", ''),
  mutant('records are equal by identity', 'apex/runtime/hashing.ts', 'if (left instanceof SObject) return right instanceof SObject && equalRecords(left, right);', 'if (left instanceof SObject) return false;'),
  mutant('switch on String ignores case', 'apex/compile/switch.ts', '`${subject.code}===${quoted(value.text)}`', '`$.sameText(${subject.code},${quoted(value.text)})`'),
  mutant('finally does not run', 'apex/compile/try.ts', 'finally{if(!${fatal})', 'finally{if(${fatal})'),
  mutant('static initialisers run backwards', 'apex/runtime/class-table.ts', 'for (const initialise of type.$staticInits) initialise();', 'for (const initialise of type.$staticInits.toReversed()) initialise();'),
  mutant('fields of the derived class come first', 'apex/runtime/class-table.ts', 'return [...inherited, ...type.$inits];', 'return [...type.$inits, ...inherited];'),
  mutant('the worst overload is chosen', 'apex/types/members.ts', 'if (difference !== 0) return difference < 0;', 'if (difference !== 0) return difference > 0;'),
  mutant('a clone keeps its Id', 'apex/runtime/records.ts', 'keepId = false', 'keepId = true'),
  mutant('addMonths runs over the end of the month', 'values/date.ts', 'Math.min(this.day, daysInMonth(year, month))', 'this.day'),
  mutant('daysBetween has the wrong sign', 'apex/system/dates.ts', 'needed(other).days - date.days,', 'date.days - needed(other).days,'),
  mutant('time zones are applied the wrong way', 'apex/runtime/zones.ts', 'return ms + zoneOffset(zone, ms);', 'return ms - zoneOffset(zone, ms);'),
  mutant('JSON always leaves nulls out', 'apex/system/json-write.ts', 'if (read !== null || !suppressNulls) members.push', 'if (read !== null) members.push'),
  mutant('JSON writes transient fields', 'apex/system/json-write.ts', '!field.static && !field.transient', '!field.static'),
  mutant('strict JSON accepts unknown members', 'apex/system/json-read.ts', 'if (this.strict) raise(', 'if (false) raise('),
  mutant('untyped JSON makes Longs of whole numbers', 'apex/system/json-read.ts', 'if (whole >= -2147483648n && whole <= 2147483647n) return Number(whole);', ''),
];

/** Faults of queries and of saving records. */
const DATABASE: readonly Mutant[] = [
  mutant('rollback does nothing', 'org/data.ts', 'this.store.rollback(savepoint);', ''),
  mutant('later savepoints outlive a rollback', 'apex/system/database.ts', 'running.savepoints.length = index + 1;', ''),
  mutant('a failed statement keeps the good rows', 'dml/run-dml.ts', 'environment.store.rollback(start);', ''),
  mutant('date literals are days of GMT', 'org/data.ts', "String(this.store.get('User', tx.user.id)?.['TimeZoneSidKey'] ?? 'GMT')", "'GMT'"),
  mutant('blank numbers are never zero in formulas', 'store/formula-fields.ts', 'blankAsZero: field.formulaTreatsBlanksAsZero', 'blankAsZero: false'),
  mutant('roll-ups count deleted details', 'dml/roll-up.ts', "row['IsDeleted'] !== true && filters.every", 'filters.every'),
  mutant('roll-ups ignore their filters', 'dml/roll-up.ts', 'filters.every((filter) => passes(row, filter, child))', 'filters.length >= 0'),
  mutant('flows start whatever their conditions', 'flow/run-flows.ts', '.filter(({ interview }) => interview.starts())', ''),
  mutant('rollback undoes everything', 'org/data.ts', 'this.store.rollback(savepoint);', 'this.store.rollback(savepoint * 0);'),
  mutant('before insert triggers do not run', 'dml/save-chunk.ts', "fireTriggers(works, { object: type, timing: 'before'", "if (operation !== 'insert') fireTriggers(works, { object: type, timing: 'before'"),
  mutant('LIKE respects case', 'soql/execute/like.ts', "'isu'", "'su'"),
  mutant('chunks of a hundred', 'dml/run-dml.ts', 'const CHUNK = 200;', 'const CHUNK = 100;'),
  mutant('a partial save is not tried again', 'dml/run-dml.ts', 'const ATTEMPTS = 3;', 'const ATTEMPTS = 1;'),
  mutant('the second attempt keeps the limits of the first', 'dml/run-dml.ts', 'if (alive.length) tx.limits.restore(limits);', ''),
  mutant('nulls come last', 'soql/execute/order.ts', "nullsLast: item.nulls === 'last'", "nullsLast: item.nulls !== 'first'"),
  mutant('records of after triggers can be written', 'dml/draft.ts', 'record.readOnly = true;', ''),
  mutant('messages of DML lack the row', 'apex/runtime/dml.ts', 'First exception on ${row}', 'First exception'),
  mutant('!= leaves empty fields out', 'soql/execute/condition.ts', "operator === '!=' ? a !== b : false", "operator === '!=' ? false : false"),
  mutant('IN respects case', 'soql/execute/compare.ts', "if (typeof value === 'string') return value.toLowerCase();", "if (typeof value === 'string') return value;"),
  mutant('= respects case', 'soql/execute/compare.ts', 'const [x, y] = [a.toLowerCase(), b.toLowerCase()];', 'const [x, y] = [a, b];'),
  mutant('queries show deleted rows', 'soql/execute/run.ts', "(row['IsDeleted'] === true && !allRows)", 'false'),
  mutant('INCLUDES is satisfied by one value of several', 'soql/execute/condition.ts', "split(';').every((each) => has.has(each))", "split(';').some((each) => has.has(each))"),
  mutant('upsert finds keys with their case', 'dml/upsert.ts', '(!field.caseSensitive || row[field.name] === value)', 'row[field.name] === value'),
  mutant('deleting a master leaves its details', 'dml/delete-chunk.ts', "if (field.masterDetail || field.deleteConstraint === 'Cascade') removeRow(", 'if (false) removeRow('),
  mutant('a lookup does not restrict the delete', 'dml/delete-chunk.ts', "if (field.deleteConstraint === 'Restrict') labels.add", 'if (false) labels.add'),
  mutant('unique fields take duplicates', 'dml/system-validation.ts', 'if (!field.unique || value === null) continue;', 'continue;'),
  mutant('blank required fields are saved', 'dml/system-validation.ts', "return field.required && ", 'return false && '),
  mutant('defaults are not applied', 'dml/draft.ts', 'if (field.defaultValue !== undefined) draft.set(', 'if (field.defaultValue === null) draft.set('),
  mutant('validation runs before the triggers', 'dml/save-chunk.ts', "  runBefore(works.filter((work) => !failed(work)), operation, environment);\n  for (const work of works) if (!failed(work)) validateAndSave(work, environment);", "  for (const work of works) if (!failed(work)) validateAndSave(work, environment);\n  runBefore(works.filter((work) => !failed(work)), operation, environment);"),
  mutant('validation sees the creation date', 'dml/save-chunk.ts', 'environment.reader.contextOf(type, row, { prior: old })', 'environment.reader.contextOf(type, stamped(work, row, environment), { prior: old })'),
  mutant('PRIORVALUE is the new value', 'store/row-reader.ts', 'this.readPath(type, save?.prior ?? row, path)', 'this.readPath(type, row, path)'),
  mutant('addError forgets its field', 'dml/triggers.ts', 'field === null ? [] : [field]', '[]'),
  mutant('numbers are stored with all their digits', 'dml/values.ts', "return decimalOf(value).setScale(field.scale ?? 0, 'HALF_UP');", 'return decimalOf(value);'),
  mutant('the amount adds unit prices up', 'dml/rules/opportunity-totals.ts', "sum(lines, 'TotalPrice')", "sum(lines, 'UnitPrice')"),
  mutant('an entry of another currency is taken', 'dml/rules/line-item.ts', "if (entry['CurrencyIsoCode'] !== opportunity['CurrencyIsoCode']) return integrityError", "if (entry['CurrencyIsoCode'] === null) return integrityError"),
  mutant('discounts are ignored', 'dml/rules/line-item.ts', '.divide(HUNDRED));', '.divide(HUNDRED).multiply(new Decimal(0n, 0)));'),
];

/** Faults of limits, tests, asynchronous work, events, settings and security. */
const PLATFORM: readonly Mutant[] = [
  mutant('queries are not limited', 'limits/limits.ts', 'if (used > this.max(kind)) throw', "if (kind !== 'queries' && used > this.max(kind)) throw"),
  mutant('rows of queries are not counted', 'org/data.ts', "if (counted) tx.limits.consume('queryRows', n);", ''),
  mutant('queries of custom metadata are counted', 'org/data.ts', "if (counted) tx.limits.consume('queries');", "tx.limits.consume('queries');"),
  mutant('startTest gives no fresh limits', 'limits/limits.ts', 'this.outer.push(this.counters);\n    this.counters = noUse();', 'this.outer.push(this.counters);'),
  mutant('jobs have synchronous limits', 'org/transactions.ts', 'async: true, clock', 'async: false, clock'),
  mutant('a failed job keeps its work', 'apex/async/drain.ts', 'failure = error;\n    tx.data.rollback(tx, start);', 'failure = error;'),
  mutant('batches keep their state', 'apex/async/batch.ts', 'const runner = stateful ? job : copyOf(job);', 'const runner = job;'),
  mutant('tests see the records of other tests', 'apex/testing/run-tests.ts', 'data.store.rollback(ready);', ''),
  mutant('events arrive when they are published', 'apex/async/events.ts', 'waiting.set(tx, [...(waiting.get(tx) ?? []), { events, callback }]);', 'fire(runtime, asyncTransaction(tx), { events, callback });'),
  mutant('callouts follow DML', 'apex/system/http.ts', '  checkCallout(running);\n', ''),
  mutant('settings of the org win', 'apex/system/config.ts', "return [organizationId(), ...(typeof profile === 'string' ? [profile] : []), owner];", "return [owner, ...(typeof profile === 'string' ? [profile] : []), organizationId()];"),
  mutant('custom metadata ties come as stored', 'soql/execute/run.ts', "if (scope.type.kind === 'customMetadata') keys.push(BY_DEVELOPER_NAME);", ''),
  mutant('every field may be read', 'org/access.ts', 'return this.showsByProfile(type, field) || this.grantsField(type, field, right);', 'return true;'),
  mutant('stripInaccessible removes nothing', 'apex/system/security.ts', "if (field === 'Id' || this.access.field(record.type.name, field, this.right)) return true;", 'return true;'),
  mutant('user mode ignores the object', 'org/secure-query.ts', "if (!access.object(type.name, 'read')) throw", 'if (false) throw'),
  mutant('sharing shows every record', 'org/record-sharing.ts', "if (model === 'ReadWrite' ||", "if (model !== 'ReadWrite' || model === 'ReadWrite' ||"),
];

/** All faults; many of them go unnoticed by the tests of public Apex projects. */
export const MUTANTS: readonly Mutant[] = [...LANGUAGE, ...DATABASE, ...PLATFORM];
