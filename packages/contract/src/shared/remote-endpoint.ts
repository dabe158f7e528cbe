import { integer, optional, propertyString, string } from '@quorate/schema'

export const remoteEndpoint = propertyString({
  host: string({ description: 'Device of the host.', format: 'address' }),
  port: optional(integer({ description: 'TCP port.', minimum: 1, maximum: 65535 })),
  apitoken: string({ description: 'API token of the other cluster.', pattern: '(?^:PVEAPIToken[= ][^\\s,]+)' }),
  fingerprint: optional(
    string({ description: "SHA-256 fingerprint of the server's certificate.", pattern: '([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}' }),
  ),
})
