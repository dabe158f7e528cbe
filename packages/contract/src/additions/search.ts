import { array, integer, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser } from '../permission.ts'

export const search = {
  /**
   * Terms are separated by spaces, all must fit; quotes hold one together. `mac:`, `ip:` (one that the config names;
   * `10.0.` with the dot: all that begin so), `disk:` (a storage, or a part of a volume's name), `iso:`, `bridge:`,
   * `vlan:`, `os:` (a beginning), `notes:`; any other text stands anywhere in the config. Passwords are not looked at.
   */
  guests: endpoint({
    method: 'GET',
    path: '/cluster/search',
    description: 'Find guests by what their configuration says: mac:, ip:, disk:, iso:, bridge:, vlan:, os:, notes: or any text.',
    permission: anyUser,
    parameters: { query: string({ description: 'Terms, separated by spaces: all must fit.', minLength: 1, maxLength: 512 }) },
    returns: array(integer({ description: 'Id of a guest that the caller may audit.' })),
  }),
}
