import { boolean, integer, optional, string } from '@quorate/schema'
import { secret } from '../endpoint.ts'

export const metricServerOptions = {
  'api-path-prefix': optional(string({ description: 'Prefix of the path on the server.' })),
  bucket: optional(string({ description: 'InfluxDB bucket.' })),
  disable: optional(boolean({ description: 'Switched off: kept, but not used.' })),
  influxdbproto: optional(string({ description: 'InfluxDB protocol.', default: 'udp', enum: ['udp', 'http', 'https'] })),
  'max-body-size': optional(integer({ description: 'Most bytes of one request.', default: 25000000, minimum: 1 })),
  mtu: optional(integer({ description: 'Largest packet in bytes.', default: 1500, minimum: 512, maximum: 65536 })),
  organization: optional(string({ description: 'InfluxDB organization.' })),
  'otel-compression': optional(string({ description: 'Compression of requests.', default: 'gzip', enum: ['none', 'gzip'] })),
  'otel-headers': optional(string({ description: 'Headers to send, as base64 of JSON.', maxLength: 1024 })),
  'otel-max-body-size': optional(integer({ description: 'Most bytes of one request.', default: 10000000, minimum: 1024 })),
  'otel-path': optional(string({ description: 'Path of the metrics endpoint.', default: '/v1/metrics' })),
  'otel-protocol': optional(string({ description: 'HTTP or HTTPS.', default: 'https', enum: ['http', 'https'] })),
  'otel-resource-attributes': optional(string({ description: 'Attributes to add, as base64 of JSON.', maxLength: 1024 })),
  'otel-timeout': optional(integer({ description: 'Longest wait for the server, in seconds.', default: 5, minimum: 1, maximum: 10 })),
  'otel-verify-ssl': optional(boolean({ description: "Verify the server's certificate.", default: true })),
  path: optional(string({ description: 'Path of the metrics in Graphite.', format: 'graphite-path' })),
  port: integer({ description: 'TCP or UDP port.', minimum: 1, maximum: 65536 }),
  proto: optional(string({ description: 'Protocol, by name or number.', enum: ['udp', 'tcp'] })),
  server: string({ description: 'Address of the server.', format: 'address' }),
  timeout: optional(integer({ description: 'Longest wait in seconds.', default: 1, minimum: 0 })),
  token: secret(optional(string({ description: 'Access token.' }))),
  'verify-certificate': optional(boolean({ description: "Verify the server's certificate.", default: true })),
}
