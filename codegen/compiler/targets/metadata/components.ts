import type { FormulaTarget, TableTarget } from '../../../binding/kinds.ts';
import type { Table } from '../../ir/rule.ts';
import type { OutputFile } from '../output.ts';
import { escape, metadataXml } from './xml.ts';

/** The `-meta.xml` of a class or trigger. */
export function apexMeta(root: 'ApexClass' | 'ApexTrigger', apiVersion: string): string {
  return metadataXml(root, [
    ['apiVersion', apiVersion],
    ['status', 'Active'],
  ]);
}

/** A formula field. Blanks stay blank: the formula itself says what a blank means. */
export function formulaField(target: FormulaTarget, type: 'Text' | 'Checkbox', formula: string): OutputFile {
  const text = metadataXml('CustomField', [
    ['fullName', target.field],
    ['description', target.description],
    ...(type === 'Text' ? ([['externalId', 'false']] as const) : []),
    ['formula', formula],
    ['formulaTreatBlanksAs', 'BlankAsBlank'],
    ['label', target.label],
    ...(type === 'Text' ? ([['required', 'false']] as const) : []),
    ['type', type],
    ...(type === 'Text' ? ([['unique', 'false']] as const) : []),
  ]);
  return { path: `objects/${target.object}/fields/${target.field}.field-meta.xml`, text };
}

/** One custom metadata record per entry of a table. */
export function metadataRecords(table: Table, target: TableTarget): OutputFile[] {
  return table.entries.map(({ key, value }) => ({
    path: `customMetadata/${target.type}.${key}.md-meta.xml`,
    text: metadataRecord(key, [
      [target.keyField, key],
      [target.valueField, value],
    ]),
  }));
}

function metadataRecord(label: string, values: readonly (readonly [field: string, value: string | null])[]): string {
  const schema = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
  const lines = values.flatMap(([field, value]) => [
    '    <values>',
    `        <field>${field}</field>`,
    value === null ? '        <value xsi:nil="true"/>' : `        <value xsi:type="xsd:string">${escape(value)}</value>`,
    '    </values>',
  ]);
  const head = metadataXml('CustomMetadata', [['label', label], ['protected', 'false']], schema);
  return head.replace('</CustomMetadata>\n', `${lines.join('\n')}\n</CustomMetadata>\n`);
}
