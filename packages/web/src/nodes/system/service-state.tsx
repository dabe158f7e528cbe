import { StatusDot, type StatusKind } from '../../ui/status.tsx'
import type { Service } from './services-view.tsx'

const kinds: Readonly<Record<string, StatusKind>> = {
  active: 'online',
  inactive: 'stopped',
  failed: 'offline',
  activating: 'paused',
  deactivating: 'paused',
  reloading: 'paused',
}

/** A service's state in the words of systemd, which administrators know. */
export const ServiceState = ({ service }: { service: Service }) => (
  <span className="inline-flex items-center gap-1.5">
    <StatusDot status={kinds[service['active-state']] ?? 'unknown'} />
    {service['active-state']} <span className="text-muted">({service.state})</span>
  </span>
)
