import { BlobValue } from '../../values/blob.ts';
import { callOut, checkCallout } from '../callout/callout.ts';
import { nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';

const read = (name: string, otherwise: Any = null) => (target: PlatformObject): Any => target.fields.get(name) ?? otherwise;
const write = (name: string) => (target: PlatformObject, value: Any): void => void target.fields.set(name, value);

function headers(target: PlatformObject): Map<string, [string, string]> {
  let map = target.fields.get('$headers') as Map<string, [string, string]> | undefined;
  if (map === undefined) {
    map = new Map();
    target.fields.set('$headers', map);
  }
  return map;
}

const setHeader = (target: PlatformObject, name: string, value: string): void => void headers(target).set((name ?? nullPointer()).toLowerCase(), [name, value]);
const getHeader = (target: PlatformObject, name: string): string | null => headers(target).get((name ?? nullPointer()).toLowerCase())?.[1] ?? null;

const body = {
  getbody: (target: PlatformObject) => (target.fields.get('body') as BlobValue | undefined)?.toText() ?? '',
  getbodyasblob: read('body'),
  setbody: (target: PlatformObject, text: string) => void target.fields.set('body', BlobValue.fromText(text ?? nullPointer())),
  setbodyasblob: write('body'),
};

/** Http.send: to the mock of a test, or over the wire; the order of callouts and DML is checked as the platform does. */
function send(runtime: Runtime, given: PlatformObject | null): Any {
  const running = session();
  running.tx.limits.consume('callouts');
  const mock = running.platform.get('$mock.httpcalloutmock');
  if (mock === undefined && running.tx.isTest) return raise('System.TypeException', 'Methods defined as TestMethod do not support Web service callouts');
  checkCallout(running);
  const request = given ?? nullPointer();
  return mock === undefined ? callOut(request) : runtime.call(mock, 'respond', [request]);
}

/** System.Http, HttpRequest and HttpResponse. */
export function httpBodies(runtime: Runtime): Record<string, PlatformBody> {
  const { universe } = runtime.program;
  return {
    'system.http': { construct: () => new PlatformObject('System.Http'), methods: { send: (_: PlatformObject, request: PlatformObject) => send(runtime, request) } },
    'system.httprequest': {
      construct: () => new PlatformObject('System.HttpRequest'),
      methods: {
        ...body,
        getendpoint: read('endpoint'),
        setendpoint: write('endpoint'),
        getmethod: read('method'),
        setmethod: write('method'),
        gettimeout: read('timeout', 10_000),
        settimeout: write('timeout'),
        getcompressed: read('compressed', false),
        setcompressed: write('compressed'),
        setclientcertificatename: write('certificate'),
        setheader: setHeader,
        getheader: getHeader,
        getheaderkeys: (target: PlatformObject) => runtime.listOf(universe.string, [...headers(target).values()].map(([name]) => name)),
        tostring: (target: PlatformObject) => `System.HttpRequest[Endpoint=${target.fields.get('endpoint')}, Method=${target.fields.get('method')}]`,
      },
    },
    'system.httpresponse': {
      construct: () => new PlatformObject('System.HttpResponse'),
      methods: {
        ...body,
        getstatus: read('status'),
        setstatus: write('status'),
        getstatuscode: read('statusCode', 0),
        setstatuscode: write('statusCode'),
        setheader: setHeader,
        getheader: getHeader,
        getheaderkeys: (target: PlatformObject) => runtime.listOf(universe.string, [...headers(target).values()].map(([name]) => name)),
        tostring: (target: PlatformObject) => `System.HttpResponse[Status=${target.fields.get('status')}, StatusCode=${target.fields.get('statusCode') ?? 0}]`,
      },
    },
  };
}
