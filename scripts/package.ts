/**
 * Packs the package's source into one deployable file, `build/package.zip`, in the format of the Metadata API.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import sdr from '@salesforce/source-deploy-retrieve';

const { ComponentSet, MetadataConverter } = sdr;

const components = ComponentSet.fromSource([resolve('force-app')]);
const { zipBuffer } = await new MetadataConverter().convert(components, 'metadata', { type: 'zip' });
if (!zipBuffer) throw new Error('the converter made no file');
mkdirSync('build', { recursive: true });
writeFileSync('build/package.zip', zipBuffer);
console.log(`build/package.zip: ${components.size} components, ${zipBuffer.length} bytes`);
