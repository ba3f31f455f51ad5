/** The hub's client, which comes from the package in `clients/js`: the build lays its files beside this one. */
export * from './hub-client/index.js';
