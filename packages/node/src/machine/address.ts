import { networkInterfaces } from 'node:os'

/** The address by which others reach this machine: the first that is neither local nor link-local, else 127.0.0.1. */
export function machineAddress(): string {
  const addresses = Object.values(networkInterfaces())
    .flat()
    .filter(address => address !== undefined)
    .filter(address => !address.internal && !address.address.startsWith('fe80:') && !address.address.startsWith('169.254.'))
  return (addresses.find(address => address.family === 'IPv4') ?? addresses[0])?.address ?? '127.0.0.1'
}
