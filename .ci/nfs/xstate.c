/*
 * Lets User-Mode Linux 6.1 run on processors whose registers it does not know all of. LD_PRELOAD, for linux.uml alone.
 *
 * It keeps 2,696 bytes of a process's extended registers, all there was up to AVX-512. Where there are more (AMX: 11,008), the kernel lets the first
 * so many be read, but refuses to have fewer than all set (EFAULT, xstateregs_set in arch/x86/kernel/fpu/regset.c), and the guest's first process ends.
 * So all are read here, those that are given are laid over them, and all are set: what the guest never uses stays as it is.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char all[65536] __attribute__((aligned(64))); /* the kernel of one CPU is one thread */

long ptrace(enum __ptrace_request request, ...)
{
    va_list rest;
    va_start(rest, request);
    pid_t pid = va_arg(rest, pid_t);
    void *address = va_arg(rest, void *);
    void *data = va_arg(rest, void *);
    va_end(rest);

    /* As glibc's: what is asked for by PEEK comes through the pointer, and is the value; errno tells -1 from a failure. */
    if (request == PTRACE_PEEKTEXT || request == PTRACE_PEEKDATA || request == PTRACE_PEEKUSER) {
        long word;
        if (syscall(SYS_ptrace, request, pid, address, &word) < 0)
            return -1;
        errno = 0;
        return word;
    }
    if (request == PTRACE_SETREGSET && (long)address == NT_X86_XSTATE) {
        const struct iovec *given = data;
        struct iovec whole = {all, sizeof all};
        if (syscall(SYS_ptrace, PTRACE_GETREGSET, pid, address, &whole) == 0 && whole.iov_len > given->iov_len) {
            memcpy(all, given->iov_base, given->iov_len);
            return syscall(SYS_ptrace, request, pid, address, &whole);
        }
    }
    return syscall(SYS_ptrace, request, pid, address, data);
}
