"""The numbers of system calls, as this architecture has them.

In: nothing. Out: for each architecture that we know, tables of what is refused, what has no effect
and what is looked at more closely. Taken from the kernel's `unistd.h`; a call that an architecture
does not have is missing.
"""

from typing import NamedTuple


def _numbers(table: str) -> dict[str, int]:
    return {name: int(number) for name, number in (word.split("=") for word in table.split())}


class Architecture(NamedTuple):
    audit: int
    """`AUDIT_ARCH_...`"""
    refused: dict[str, int]
    """New processes, the network, other processes, shared memory, the kernel itself, mounts, and
    being somebody else."""
    void: dict[str, int]
    """Rights, owners, times and attributes of files. Landlock does not know them, and a copy of a
    file is no failure because it keeps its time: they do nothing, and say that they did."""
    special: dict[str, int]
    """Depends on their arguments."""


_X86_64_REFUSED = _numbers(
    """
    accept=43 accept4=288 acct=163 add_key=248 adjtimex=159 bind=49 bpf=321 capset=126
    chroot=161 clock_adjtime=305 clock_settime=227 connect=42 delete_module=176 execve=59
    execveat=322 fanotify_init=300 fanotify_mark=301 finit_module=313 fork=57 fsconfig=431
    fsmount=432 fsopen=430 fspick=433 init_module=175 io_uring_enter=426
    io_uring_register=427 io_uring_setup=425 ioperm=173 iopl=172 ioprio_set=251 kcmp=312
    kexec_file_load=320 kexec_load=246 keyctl=250 listen=50 lookup_dcookie=212
    memfd_secret=447 migrate_pages=256 mknod=133 mknodat=259 modify_ldt=154 mount=165
    mount_setattr=442 move_mount=429 move_pages=279 mq_getsetattr=245 mq_notify=244
    mq_open=240 mq_timedreceive=243 mq_timedsend=242 mq_unlink=241 msgctl=71 msgget=68
    msgrcv=70 msgsnd=69 name_to_handle_at=303 open_by_handle_at=304 open_tree=428
    open_tree_attr=467 perf_event_open=298 personality=135 pidfd_getfd=438 pidfd_open=434
    pidfd_send_signal=424 pivot_root=155 process_madvise=440 process_mrelease=448
    process_vm_readv=310 process_vm_writev=311 ptrace=101 quotactl=179 quotactl_fd=443
    reboot=169 request_key=249 sched_setaffinity=203 sched_setattr=314 sched_setparam=142
    sched_setscheduler=144 semctl=66 semget=64 semop=65 semtimedop=220 setdomainname=171
    setfsgid=123 setfsuid=122 setgid=106 setgroups=116 sethostname=170 setns=308 setpgid=109
    setpriority=141 setregid=114 setresgid=119 setresuid=117 setreuid=113 setsid=112
    settimeofday=164 setuid=105 shmat=30 shmctl=31 shmdt=67 shmget=29 socket=41 swapoff=168
    swapon=167 syslog=103 umount2=166 unshare=272 uselib=134 userfaultfd=323 vfork=58
    vhangup=153
    """
)

_X86_64_VOID = _numbers(
    """
    chmod=90 chown=92 fchmod=91 fchmodat=268 fchmodat2=452 fchown=93 fchownat=260
    file_setattr=469 fremovexattr=199 fsetxattr=190 futimesat=261 lchown=94 lremovexattr=198
    lsetxattr=189 removexattr=197 removexattrat=466 setxattr=188 setxattrat=463 utime=132
    utimensat=280 utimes=235
    """
)

_X86_64_SPECIAL = _numbers(
    """
    clone=56 clone3=435 fcntl=72 ioctl=16 kill=62 memfd_create=319 prctl=157 prlimit64=302
    rt_sigqueueinfo=129 rt_tgsigqueueinfo=297 seccomp=317 socketpair=53 tgkill=234 tkill=200
    truncate=76
    """
)

_GENERIC_REFUSED = _numbers(
    """
    accept=202 accept4=242 acct=89 add_key=217 adjtimex=171 bind=200 bpf=280 capset=91
    chroot=51 clock_adjtime=266 clock_settime=112 connect=203 delete_module=106 execve=221
    execveat=281 fanotify_init=262 fanotify_mark=263 finit_module=273 fsconfig=431
    fsmount=432 fsopen=430 fspick=433 init_module=105 io_uring_enter=426
    io_uring_register=427 io_uring_setup=425 ioprio_set=30 kcmp=272 kexec_file_load=294
    kexec_load=104 keyctl=219 listen=201 lookup_dcookie=18 memfd_secret=447
    migrate_pages=238 mknodat=33 mount=40 mount_setattr=442 move_mount=429 move_pages=239
    mq_getsetattr=185 mq_notify=184 mq_open=180 mq_timedreceive=183 mq_timedsend=182
    mq_unlink=181 msgctl=187 msgget=186 msgrcv=188 msgsnd=189 name_to_handle_at=264
    open_by_handle_at=265 open_tree=428 open_tree_attr=467 perf_event_open=241
    personality=92 pidfd_getfd=438 pidfd_open=434 pidfd_send_signal=424 pivot_root=41
    process_madvise=440 process_mrelease=448 process_vm_readv=270 process_vm_writev=271
    ptrace=117 quotactl=60 quotactl_fd=443 reboot=142 request_key=218 sched_setaffinity=122
    sched_setattr=274 sched_setparam=118 sched_setscheduler=119 semctl=191 semget=190
    semop=193 semtimedop=192 setdomainname=162 setfsgid=152 setfsuid=151 setgid=144
    setgroups=159 sethostname=161 setns=268 setpgid=154 setpriority=140 setregid=143
    setresgid=149 setresuid=147 setreuid=145 setsid=157 settimeofday=170 setuid=146
    shmat=196 shmctl=195 shmdt=197 shmget=194 socket=198 swapoff=225 swapon=224 syslog=116
    umount2=39 unshare=97 userfaultfd=282 vhangup=58
    """
)

_GENERIC_VOID = _numbers(
    """
    fchmod=52 fchmodat=53 fchmodat2=452 fchown=55 fchownat=54 file_setattr=469
    fremovexattr=16 fsetxattr=7 lremovexattr=15 lsetxattr=6 removexattr=14 removexattrat=466
    setxattr=5 setxattrat=463 utimensat=88
    """
)

_GENERIC_SPECIAL = _numbers(
    """
    clone=220 clone3=435 fcntl=25 ioctl=29 kill=129 memfd_create=279 prctl=167 prlimit64=261
    rt_sigqueueinfo=138 rt_tgsigqueueinfo=240 seccomp=277 socketpair=199 tgkill=131
    tkill=130 truncate=45
    """
)

ARCHITECTURES = {
    "x86_64": Architecture(0xC000003E, _X86_64_REFUSED, _X86_64_VOID, _X86_64_SPECIAL),
    "aarch64": Architecture(0xC00000B7, _GENERIC_REFUSED, _GENERIC_VOID, _GENERIC_SPECIAL),
}
"""By what `os.uname` calls the machine."""
X32 = 0x40000000
"""Numbers from here on are the same calls by another door."""
