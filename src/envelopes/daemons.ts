/** Services of a machine that serve no requests: their pids are no workers', however often they speak. */
const DAEMON =
  /^(?:systemd(?:-[a-z]+)?|\(?systemd\)?|kernel|cron|crond|anacron|atd|sshd(?:-session)?|sudo|su|login|chronyd|ntpd|ntpdate|dhclient|dhcpcd|NetworkManager|wpa_supplicant|ModemManager|rsyslogd|syslog-ng|dbus-daemon|dbus-broker|polkitd|snapd|dockerd|containerd|kubelet|auditd|irqbalance|udisksd|smartd|avahi-daemon|accounts-daemon|rtkit-daemon|packagekitd|unattended-upgrade|fail2ban-server|pm2(?:-runtime)?|postfix\/\w+)$/i;

/** The pid of a syslog line by its tag; `undefined` for a daemon's. */
export const pidOf = (tag: string, pid: number | undefined): number | undefined => (DAEMON.test(tag) ? undefined : pid);

/** sudo sets names in eight columns: blanks before them do not say that the line reads on from the one above. */
export const textOf = (tag: string, text: string): string => (tag === 'sudo' ? text.trimStart() : text);
