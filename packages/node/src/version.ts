/** The release of the Proxmox VE API that this product speaks: clients choose by it what they may send. */
export const apiVersion = { version: '9.1.1', release: '9.1' } as const
