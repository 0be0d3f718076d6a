import { doc } from 'prettier';
import type { Doc } from 'prettier';
import type { Expression } from '../../ir/rule.ts';
import { objectType, qualified } from './types.ts';
import type { ApexNames } from './types.ts';

const { group, indent, join, line, softline } = doc.builders;

/** How tightly an expression binds in Apex; a part that binds less tightly than its place needs parentheses. */
const TIGHTNESS = { conditional: 1, coalesce: 2, or: 3, and: 4, equality: 5, order: 6, additive: 7, multiplicative: 8, unary: 9, primary: 10 } as const;

interface Printed {
  readonly doc: Doc;
  readonly tightness: number;
}

/** Prints an expression as Apex. */
export function printExpression(expression: Expression, names: ApexNames): Doc {
  return print(expression, names).doc;
}

const primary = (text: Doc): Printed => ({ doc: text, tightness: TIGHTNESS.primary });

function print(expression: Expression, names: ApexNames): Printed {
  switch (expression.kind) {
    case 'literal':
      return primary(literal(expression.value));
    case 'parameter':
    case 'local':
    case 'constant':
      return primary(expression.name);
    case 'fact':
      return fact(expression, names);
    case 'not':
      return negation(expression.of, names);
    case 'and':
      return chain(expression, names, ' &&', TIGHTNESS.and);
    case 'or':
      return chain(expression, names, ' ||', TIGHTNESS.or);
    case 'equal':
      return equality(expression, names);
    case 'isNull':
      return binary(print(expression.of, names), expression.negated ? '!=' : '==', primary('null'), TIGHTNESS.equality);
    case 'order':
      return binary(print(expression.left, names), expression.operator, print(expression.right, names), TIGHTNESS.order);
    case 'arithmetic':
      return binary(
        print(expression.left, names),
        expression.operator,
        print(expression.right, names),
        expression.operator === '*' ? TIGHTNESS.multiplicative : TIGHTNESS.additive,
      );
    case 'join':
      return { doc: join(' + ', expression.parts.map((part) => within(print(part, names), TIGHTNESS.multiplicative))), tightness: TIGHTNESS.additive };
    case 'length':
      return primary([within(print(expression.of, names), TIGHTNESS.primary), '.length()']);
    case 'left':
      return primary([within(print(expression.of, names), TIGHTNESS.primary), '.left(', print(expression.count, names).doc, ')']);
    case 'lowerCase':
      return primary([within(print(expression.of, names), TIGHTNESS.primary), '.toLowerCase()']);
    case 'endsWith':
      return primary([within(print(expression.of, names), TIGHTNESS.primary), '.endsWith(', print(expression.suffix, names).doc, ')']);
    case 'keepOnly':
      return primary([within(print(expression.of, names), TIGHTNESS.primary), `.replaceAll(${literal(expression.characterClass)}, '')`]);
    case 'includes':
      return primary([within(print(expression.list, names), TIGHTNESS.primary), '.contains(', print(expression.item, names).doc, ')']);
    case 'coalesce':
      return coalesce(expression, names);
    case 'conditional':
      return conditional(expression, names);
    case 'call':
      return primary([callee(expression.rule, names), '(', join(', ', expression.argumentList.map((argument) => print(argument, names).doc)), ')']);
    case 'record':
      return primary(construction(expression, names));
  }
}

function within(printed: Printed, needed: number): Doc {
  return printed.tightness < needed ? ['(', printed.doc, ')'] : printed.doc;
}

function binary(left: Printed, operator: string, right: Printed, tightness: number): Printed {
  return { doc: [within(left, tightness), ` ${operator} `, within(right, tightness + 1)], tightness };
}

/** An Apex literal; a text is quoted with the characters escaped that Apex escapes. */
export function literal(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  return `'${value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}'`;
}

/** A field of a record is read null-safe across look-ups; a checkbox of a new record may be null, so it is compared. */
function fact(expression: Expression & { kind: 'fact' }, names: ApexNames): Printed {
  const owner = expression.of.type.kind === 'facts' ? expression.of.type.name : '';
  const binding = names.bindings.facts[owner];
  const field = binding?.fields[expression.name];
  const path = (field?.path ?? expression.name).replaceAll('__r.', '__r?.');
  const read: Doc = [print(expression.of, names).doc, '.', path];
  if (binding?.kind === 'record' && field?.kind === 'checkbox') {
    return { doc: [read, ' == true'], tightness: TIGHTNESS.equality };
  }
  return primary(read);
}

function negation(of: Expression, names: ApexNames): Printed {
  const printed = print(of, names);
  return { doc: ['!', within(printed, TIGHTNESS.unary)], tightness: TIGHTNESS.unary };
}

function chain(expression: Expression & { kind: 'and' | 'or' }, names: ApexNames, operator: string, tightness: number): Printed {
  const operands = operandsOf(expression, expression.kind).map((operand) => mixed(operand, expression.kind, names, tightness));
  return { doc: join([operator, line], operands), tightness };
}

/** `a && b` inside `||` keeps parentheses: a reader should not have to know which binds tighter. */
function mixed(operand: Expression, kind: 'and' | 'or', names: ApexNames, tightness: number): Doc {
  const printed = print(operand, names);
  const otherChain = (operand.kind === 'and' || operand.kind === 'or') && operand.kind !== kind;
  return otherChain ? ['(', printed.doc, ')'] : within(printed, tightness);
}

function operandsOf(expression: Expression, kind: 'and' | 'or'): Expression[] {
  if (expression.kind !== kind) return [expression];
  return [...operandsOf(expression.left, kind), ...operandsOf(expression.right, kind)];
}

/** Apex `==` ignores the case of Strings, so texts are compared with `equals`, on the side that is not null. */
function equality(expression: Expression & { kind: 'equal' }, names: ApexNames): Printed {
  const { negated } = expression;
  const operator = negated ? '!=' : '==';
  const isText = expression.left.type.kind === 'text' || expression.left.type.kind === 'choice';
  const [left, right] = constantFirst(expression);
  const printedLeft = print(left, names);
  const printedRight = print(right, names);
  if (left.type.kind === 'outcome' || right.type.kind === 'outcome') return outcomeEquality(expression, names);
  if (!isText || (left.kind === 'literal' && left.value === '')) {
    return isText ? binary(printedRight, operator, printedLeft, TIGHTNESS.equality) : binary(print(expression.left, names), operator, print(expression.right, names), TIGHTNESS.equality);
  }
  const equals: Doc = [within(printedLeft, TIGHTNESS.primary), '.equals(', printedRight.doc, ')'];
  if (!left.nullable) return negated ? { doc: ['!', equals], tightness: TIGHTNESS.unary } : primary(equals);
  const exact: Printed = {
    doc: [within(printedLeft, TIGHTNESS.equality), ' == null ? ', within(printedRight, TIGHTNESS.equality), ' == null : ', equals],
    tightness: TIGHTNESS.conditional,
  };
  return negated ? { doc: ['!(', exact.doc, ')'], tightness: TIGHTNESS.unary } : exact;
}

/** The operand to call `equals` on: a literal, else one that cannot be null. */
function constantFirst({ left, right }: { left: Expression; right: Expression }): [Expression, Expression] {
  if (right.kind === 'literal' || right.kind === 'constant') return [right, left];
  return left.nullable && !right.nullable ? [right, left] : [left, right];
}

function outcomeEquality(expression: Expression & { kind: 'equal' }, names: ApexNames): Printed {
  const type = expression.left.type.kind === 'outcome' ? expression.left.type : expression.right.type;
  const side = (operand: Expression): Printed =>
    operand.kind === 'literal' && type.kind === 'outcome' ? primary(`${qualified(type.name, names)}.${String(operand.value)}`) : print(operand, names);
  return binary(side(expression.left), expression.negated ? '!=' : '==', side(expression.right), TIGHTNESS.equality);
}

function coalesce(expression: Expression & { kind: 'coalesce' }, names: ApexNames): Printed {
  const left = within(print(expression.left, names), TIGHTNESS.coalesce);
  return { doc: [group(left), ' ??', line, within(print(expression.right, names), TIGHTNESS.coalesce + 1)], tightness: TIGHTNESS.coalesce };
}

function conditional(expression: Expression & { kind: 'conditional' }, names: ApexNames): Printed {
  const test = condition(expression.test, within(print(expression.test, names), TIGHTNESS.or));
  const yes = within(branch(expression.yes, expression, names), TIGHTNESS.coalesce);
  const no = within(branch(expression.no, expression, names), TIGHTNESS.conditional);
  return { doc: group([test, indent([line, '? ', yes, line, ': ', no])]), tightness: TIGHTNESS.conditional };
}

/** prettier-plugin-apex keeps a condition of two operands on its line when it fits; a longer one breaks with its branches. */
function condition(test: Expression, printed: Doc): Doc {
  if (test.kind !== 'and' && test.kind !== 'or') return printed;
  return operandsOf(test, test.kind).length > 2 ? indent(printed) : group(indent(printed));
}

function branch(expression: Expression, whole: Expression, names: ApexNames): Printed {
  return primaryOutcome(expression, whole, names) ?? print(expression, names);
}

/** A literal where an outcome is meant: `'USE'` prints as `EntryDecision.USE`. */
function primaryOutcome(expression: Expression, whole: Expression, names: ApexNames): Printed | undefined {
  if (whole.type.kind !== 'outcome' || expression.kind !== 'literal') return undefined;
  return primary(`${qualified(whole.type.name, names)}.${String(expression.value)}`);
}

function callee(rule: string, names: ApexNames): string {
  const owner = names.classOf.get(rule) ?? names.self;
  return owner === names.self ? rule : `${owner}.${rule}`;
}

function construction(expression: Expression & { kind: 'record' }, names: ApexNames): Doc {
  const model = expression.type.kind === 'facts' ? expression.type.name : '';
  const binding = names.bindings.facts[model];
  const object = binding?.kind === 'record' ? objectType(binding.object) : model;
  const fields = expression.fields.map(({ name, value }): Doc => [binding?.fields[name]?.path ?? name, ' = ', group(indent(print(value, names).doc))]);
  return group(['new ', object, '(', indent([softline, join([',', line], fields)]), softline, ')']);
}
