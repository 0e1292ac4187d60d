// What the build puts into every file with JSX in it.
export { h, Fragment } from 'preact';
