/**
 * What only queries need that find little: loaded with the first one.
 *
 * In: nothing.  Out: what may have been meant, and what is called alike.
 */

export { correct } from "./correcting";
export { nearestNames } from "./nearest";
