import { unzipSync } from 'fflate';
import { ACC, readClassFile, type ClassFile } from './class-file.ts';
import { apexName, classSignature, fieldType, methodSignature } from './java-signature.ts';
import type { PlatformField, PlatformMethod, PlatformType } from './platform-type.ts';

/** All types of a jar of platform signatures. */
export function readJar(bytes: Uint8Array): PlatformType[] {
  const entries = unzipSync(bytes, { filter: (file) => file.name.endsWith('.class') });
  return Object.values(entries).map((entry) => platformType(readClassFile(entry)));
}

function platformType(file: ClassFile): PlatformType {
  const { typeParams, parents } = classSignature(file.signature);
  const isEnum = (file.access & ACC.enum) !== 0;
  const isInterface = (file.access & ACC.interface) !== 0;
  return {
    name: apexName(file.name),
    kind: isEnum ? 'enum' : isInterface ? 'interface' : 'class',
    abstract: (file.access & ACC.abstract) !== 0,
    typeParams,
    parents: isEnum ? [] : parents.filter((parent) => parent !== 'Object' && !parent.startsWith('java.')),
    fields: fieldsOf(file, isEnum),
    methods: isEnum ? [] : methodsOf(file),
    constructors: isEnum || isInterface ? [] : constructorsOf(file),
  };
}

function fieldsOf(file: ClassFile, isEnum: boolean): PlatformField[] {
  return file.fields
    .filter((field) => (field.access & ACC.synthetic) === 0 && (!isEnum || (field.access & ACC.enum) !== 0))
    .map((field) => ({ name: field.name.replace(/\$$/, ''), type: fieldType(field.signature), static: (field.access & ACC.static) !== 0 }));
}

function methodsOf(file: ClassFile): PlatformMethod[] {
  return file.methods
    .filter((method) => !method.name.startsWith('<') && (method.access & ACC.synthetic) === 0)
    .map((method) => ({
      name: method.name.replace(/\$$/, ''),
      static: (method.access & ACC.static) !== 0,
      ...methodSignature(method.signature),
    }));
}

function constructorsOf(file: ClassFile): string[][] {
  return file.methods
    .filter((method) => method.name === '<init>' && (method.access & ACC.public) !== 0)
    .map((method) => [...methodSignature(method.signature).params]);
}
