import { Project, ts } from 'ts-morph';
import type { Diagnostic as TsDiagnostic, SourceFile } from 'ts-morph';
import { diagnostic } from '../diagnostics.ts';
import type { Diagnostic } from '../diagnostics.ts';

/** Rule sources by path; the path is what diagnostics print. */
export type Sources = ReadonlyMap<string, string>;

/** Opens the rule sources in memory, strictly checked. */
export function openSources(sources: Sources): { files: SourceFile[]; diagnostics: Diagnostic[] } {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      strict: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      noImplicitReturns: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      // All that a rule may call; a small library also makes the compiler quick.
      lib: ['lib.es5.d.ts', 'lib.es2015.core.d.ts', 'lib.es2016.array.include.d.ts', 'lib.es2021.string.d.ts'],
      types: [],
    },
  });
  const files = [...sources].map(([path, text]) => project.createSourceFile(`/${path}`, text));
  return { files, diagnostics: project.getPreEmitDiagnostics().map(ofTypeScript) };
}

function ofTypeScript(found: TsDiagnostic): Diagnostic {
  const message = found.getMessageText();
  const text = typeof message === 'string' ? message : message.getMessageText();
  const file = found.getSourceFile();
  const start = found.getStart() ?? 0;
  const place = file?.getLineAndColumnAtPos(start) ?? { line: 1, column: 1 };
  return diagnostic('SR1000', { file: file?.getFilePath().slice(1) ?? '(no file)', ...place }, text);
}
