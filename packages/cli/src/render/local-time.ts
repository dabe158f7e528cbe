const two = (value: number) => String(value).padStart(2, '0')

/** Seconds since 1970 as `2026-11-21 03:47:00`, in the time zone of this machine. */
export function localTime(seconds: number): string {
  const time = new Date(seconds * 1000)
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}
