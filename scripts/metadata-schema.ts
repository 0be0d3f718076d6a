import { createRequire } from 'node:module';
import { Node, Project } from 'ts-morph';
import type { Symbol as TsSymbol, Type, TypeNode } from 'ts-morph';

/** What the Metadata API allows in one element. */
export interface ElementRule {
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
  readonly kind: 'text' | 'boolean' | 'number' | 'choice' | 'object';
  /** Name of the type of an object. */
  readonly type: string;
  readonly choices: readonly string[];
}

/** The Metadata API's own types, as @salesforce/types publishes them from the Metadata WSDL. */
export class MetadataSchema {
  readonly #types = metadataTypes();
  readonly #known = new Map<string, ReadonlyMap<string, ElementRule> | undefined>();

  /** Elements of a type by name, or undefined when the Metadata API has no such type. */
  elementsOf(type: string): ReadonlyMap<string, ElementRule> | undefined {
    if (!this.#known.has(type)) this.#known.set(type, this.#read(type));
    return this.#known.get(type);
  }

  #read(name: string): ReadonlyMap<string, ElementRule> | undefined {
    const declaration = this.#types.getTypeAlias(name) ?? this.#types.getInterface(name);
    if (!declaration) return undefined;
    return new Map(declaration.getType().getProperties().map((property) => [property.getName(), this.#rule(property)]));
  }

  #rule(property: TsSymbol): ElementRule {
    const declaration = property.getDeclarations()[0];
    const written = Node.isPropertySignature(declaration) ? declaration.getTypeNode() : undefined;
    const { node, isRepeatable } = elementType(written);
    const text = node?.getText() ?? 'string';
    const named = Node.isTypeReference(node) ? this.#types.getTypeAlias(text)?.getType() : undefined;
    const choices = named ? literalsOf(named) : [];
    const kind = text === 'boolean' || text === 'number' ? text : choices.length > 0 ? 'choice' : named && !named.isString() ? 'object' : 'text';
    return { isRequired: !property.isOptional() && !isRepeatable, isRepeatable, kind, type: text, choices };
  }
}

function metadataTypes() {
  const path = createRequire(import.meta.url).resolve('@salesforce/types/metadata').replace(/\.js$/, '.d.ts');
  const project = new Project({ skipAddingFilesFromTsConfig: true, compilerOptions: { strict: true, skipLibCheck: true } });
  return project.addSourceFileAtPath(path);
}

function elementType(written: TypeNode | undefined): { node: TypeNode | undefined; isRepeatable: boolean } {
  if (Node.isArrayTypeNode(written)) return { node: written.getElementTypeNode(), isRepeatable: true };
  if (Node.isTypeReference(written) && written.getTypeName().getText() === 'Array') {
    return { node: written.getTypeArguments()[0], isRepeatable: true };
  }
  return { node: written, isRepeatable: false };
}

function literalsOf(type: Type): string[] {
  const members = type.isUnion() ? type.getUnionTypes() : [type];
  return members.every((member) => member.isStringLiteral()) ? members.map((member) => String(member.getLiteralValue())) : [];
}
