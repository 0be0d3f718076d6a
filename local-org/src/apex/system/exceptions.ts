import { fieldOf } from '../../schema/sobject-type.ts';
import type { ApexException } from '../runtime/objects.ts';
import { raise, SObjectFieldToken, type Any, type DmlDetail } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { framesOf, stackText } from '../runtime/stack.ts';
import { exceptionTypeName, messageOf } from '../runtime/text.ts';
import { session } from '../runtime/session.ts';

function detail(exception: ApexException, index: number | null): DmlDetail {
  const found = exception.$dml[index ?? -1];
  return found ?? raise('System.TypeException', `DML index out of bounds: ${index}`);
}

/** The object of the record of an error, by its id's prefix or, for new records, by the fields that are named. */
function fieldTokensOf(runtime: Runtime, one: DmlDetail): SObjectFieldToken[] {
  const { schema } = session().tx;
  const prefix = one.id?.slice(0, 3);
  for (const sobject of schema.all()) {
    if (prefix !== undefined && sobject.keyPrefix !== prefix) continue;
    const fields = one.fields.map((name) => fieldOf(sobject, name)).filter((field) => field !== undefined);
    if (fields.length === one.fields.length) return fields.map((field) => new SObjectFieldToken(runtime.program.universe.ofSObject(sobject), field.name));
  }
  return [];
}

/** The methods of System.Exception, which all exceptions have. */
export function exceptionBody(runtime: Runtime): PlatformBody {
  const { universe } = runtime.program;
  return {
    methods: {
      getmessage: messageOf,
      gettypename: exceptionTypeName,
      getcause: (exception: ApexException) => exception.$cause,
      initcause: (exception: ApexException, cause: ApexException) => {
        if (exception.$cause !== null) raise('System.IllegalStateException', 'Cause has already been set');
        exception.$cause = cause;
      },
      setmessage: (exception: ApexException, message: string) => {
        exception.$message = message;
      },
      getlinenumber: (exception: ApexException) => framesOf(exception.$error)[0]?.line ?? 0,
      getstacktracestring: (exception: ApexException) => stackText(framesOf(exception.$error)),
      getnumdml: (exception: ApexException) => exception.$dml.length,
      getdmlindex: (exception: ApexException, index: number) => detail(exception, index).index,
      getdmlid: (exception: ApexException, index: number) => detail(exception, index).id,
      getdmlmessage: (exception: ApexException, index: number) => detail(exception, index).message,
      getdmlstatuscode: (exception: ApexException, index: number) => detail(exception, index).statusCode,
      getdmltype: (exception: ApexException, index: number) => runtime.enumNamed('System.StatusCode', detail(exception, index).statusCode),
      getdmlfieldnames: (exception: ApexException, index: number) => runtime.listOf(universe.string, [...detail(exception, index).fields]),
      getdmlfields: (exception: ApexException, index: number): Any =>
        runtime.listOf(universe.platformType('Schema.SObjectField', [])!, fieldTokensOf(runtime, detail(exception, index))),
    },
  };
}
