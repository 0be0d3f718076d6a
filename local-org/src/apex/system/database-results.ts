import type { DmlError, DmlOperation, DmlResult } from '../../contract.ts';
import type { ApexList } from '../runtime/collections.ts';
import { PlatformObject, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';

const RESULT_TYPES: Readonly<Record<DmlOperation, string>> = {
  insert: 'Database.SaveResult', update: 'Database.SaveResult', upsert: 'Database.UpsertResult', delete: 'Database.DeleteResult', undelete: 'Database.UndeleteResult',
};

/** Errors as Database.Error objects. */
export function databaseErrors(runtime: Runtime, errors: readonly DmlError[]): ApexList {
  const objects = errors.map((error) => new PlatformObject('Database.Error', [['message', error.message], ['statusCode', error.statusCode], ['fieldNames', error.fields]]));
  return runtime.listOf(runtime.program.universe.platformType('Database.Error', [])!, objects);
}

/** Results of DML as Database.SaveResult and its siblings. */
export function databaseResults(runtime: Runtime, operation: DmlOperation, results: readonly DmlResult[]): ApexList {
  return resultList(runtime, RESULT_TYPES[operation], results);
}

/** Results as a list of objects of a class of the namespace Database. */
export function resultList(runtime: Runtime, className: string, results: readonly DmlResult[]): ApexList {
  const objects = results.map((result) => databaseResult(className, result));
  return runtime.listOf(runtime.program.universe.platformType(className, [])!, objects);
}

function databaseResult(className: string, result: DmlResult): PlatformObject {
  return new PlatformObject(className, [
    ['id', result.id],
    ['success', result.success],
    ['created', result.created ?? false],
    ['$errors', result.errors],
  ]);
}

const read = (name: string) => (target: PlatformObject): Any => target.fields.get(name) ?? null;

/** Database.SaveResult, UpsertResult, DeleteResult, UndeleteResult and Error. */
export function resultBodies(runtime: Runtime): Record<string, PlatformBody> {
  const result: PlatformBody = {
    methods: {
      getid: read('id'),
      issuccess: read('success'),
      iscreated: read('created'),
      geterrors: (target: PlatformObject) => databaseErrors(runtime, target.fields.get('$errors') as readonly DmlError[]),
    },
  };
  const { universe } = runtime.program;
  return {
    'database.saveresult': result,
    'database.upsertresult': result,
    'database.deleteresult': result,
    'database.undeleteresult': result,
    'database.emptyrecyclebinresult': result,
    'database.error': {
      methods: {
        getmessage: read('message'),
        getstatuscode: (target: PlatformObject) => runtime.enumNamed('System.StatusCode', target.fields.get('statusCode') as string),
        getfields: (target: PlatformObject) => runtime.listOf(universe.string, [...(target.fields.get('fieldNames') as string[])]),
      },
    },
  };
}
