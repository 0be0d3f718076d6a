// What the platform provides and @salesforce/lightning-types does not describe.
/// <reference types="@salesforce/lightning-types" />

declare module '@salesforce/label/*' {
  const label: string;
  export default label;
}
