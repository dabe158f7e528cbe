/** Keys that mean nothing to a running container: a change of them is in force as soon as it is written. */
const ours = new Set(['description', 'hookscript', 'lock', 'onboot', 'protection', 'startup', 'tags'])

export function appliesAtOnce(key: string): boolean {
  return ours.has(key)
}
