/*
 * faultfs - a FUSE pass-through file system that answers some operations on some paths with an error.
 *
 *   faultfs BACKING-DIRECTORY RULES-FILE MOUNT-POINT [FUSE options]
 *
 * The rules file is read anew at every operation and may be missing, which means none. A rule is a line
 *
 *   ERRNO OPERATION PATH
 *
 * A rule whose OPERATION is fold makes names that differ only in the case of ASCII letters the same name; its ERRNO is not 0.
 *
 * ERRNO is a number; OPERATION one of getattr readlink make remove rename link setattr open read write close readdir, or * for all;
 * PATH begins with a slash and has no line feed; a slash at its end means all below as well. A rename counts by both its paths.
 *
 * cc -O2 -D_FILE_OFFSET_BITS=64 -I/usr/include/fuse3 faultfs.c -lfuse3 -o faultfs
 */
#define _GNU_SOURCE
#define FUSE_USE_VERSION 31
#include <fuse.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static int backing;
static char *rules;

static int covers(const char *rule, const char *path)
{
    size_t n = strlen(rule);
    if (!strcmp(rule, path)) return 1;
    return n && rule[n - 1] == '/' && (!strncmp(rule, path, n) || (strlen(path) == n - 1 && !strncmp(rule, path, n - 1)));
}

/* The error that an operation on a path has to give, negative, or 0. */
static int fault(const char *operation, const char *path)
{
    FILE *file = fopen(rules, "re");
    char *line = NULL, op[16];
    size_t room = 0;
    int found = 0, error, start;
    if (!file) return 0;
    while (!found && getline(&line, &room, file) > 0) {
        line[strcspn(line, "\n")] = 0;
        if (sscanf(line, "%d %15s %n", &error, op, &start) == 2 && covers(line + start, path) &&
            (!strcmp(op, operation) || (!strcmp(op, "*") && strcmp(operation, "fold"))))
            found = -error;
    }
    free(line);
    fclose(file);
    return found;
}

/* A path below the backing directory that leads to the names that are there, whatever their case. */
static const char *folded(const char *path)
{
    static _Thread_local char room[2][PATH_MAX];
    static _Thread_local int turn;
    char *found = room[turn ^= 1];
    size_t length = 0;
    for (const char *name = path + 1; *name;) {
        size_t n = strcspn(name, "/");
        found[length] = 0;
        int fd = openat(backing, length ? found : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        DIR *directory = fd < 0 ? NULL : fdopendir(fd);
        if (length) found[length++] = '/';
        memcpy(found + length, name, n);
        for (struct dirent *entry; directory && (entry = readdir(directory));)
            if (strlen(entry->d_name) == n && !strncasecmp(entry->d_name, name, n)) memcpy(found + length, entry->d_name, n);
        if (directory) closedir(directory);
        length += n;
        name += n + (name[n] == '/');
    }
    found[length] = 0;
    return found;
}

static const char *at(const char *path)
{
    if (!path[1]) return ".";
    return fault("fold", path) ? folded(path) : path + 1;
}

#define FAULT(operation, path) do { int e_ = fault(operation, path); if (e_) return e_; } while (0)
#define RESULT(call) return (call) < 0 ? -errno : 0

static int f_getattr(const char *path, struct stat *s, struct fuse_file_info *fi)
{
    FAULT("getattr", path);
    (void)fi;
    RESULT(fstatat(backing, at(path), s, AT_SYMLINK_NOFOLLOW));
}

static int f_readlink(const char *path, char *target, size_t room)
{
    FAULT("readlink", path);
    ssize_t n = readlinkat(backing, at(path), target, room - 1);
    if (n < 0) return -errno;
    target[n] = 0;
    return 0;
}

static int f_mknod(const char *path, mode_t mode, dev_t dev) { FAULT("make", path); RESULT(mknodat(backing, at(path), mode, dev)); }
static int f_mkdir(const char *path, mode_t mode) { FAULT("make", path); RESULT(mkdirat(backing, at(path), mode)); }
static int f_symlink(const char *target, const char *path) { FAULT("make", path); RESULT(symlinkat(target, backing, at(path))); }
static int f_unlink(const char *path) { FAULT("remove", path); RESULT(unlinkat(backing, at(path), 0)); }
static int f_rmdir(const char *path) { FAULT("remove", path); RESULT(unlinkat(backing, at(path), AT_REMOVEDIR)); }

static int f_rename(const char *from, const char *to, unsigned flags)
{
    FAULT("rename", from);
    FAULT("rename", to);
    RESULT(renameat2(backing, at(from), backing, at(to), flags));
}

static int f_link(const char *from, const char *to) { FAULT("link", to); RESULT(linkat(backing, at(from), backing, at(to), 0)); }

static int f_chmod(const char *path, mode_t mode, struct fuse_file_info *fi)
{
    FAULT("setattr", path);
    (void)fi;
    RESULT(fchmodat(backing, at(path), mode, 0));
}

static int f_chown(const char *path, uid_t user, gid_t group, struct fuse_file_info *fi)
{
    FAULT("setattr", path);
    (void)fi;
    RESULT(fchownat(backing, at(path), user, group, AT_SYMLINK_NOFOLLOW));
}

static int f_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *fi)
{
    FAULT("setattr", path);
    (void)fi;
    RESULT(utimensat(backing, at(path), times, AT_SYMLINK_NOFOLLOW));
}

static int f_truncate(const char *path, off_t size, struct fuse_file_info *fi)
{
    FAULT("write", path);
    if (fi) RESULT(ftruncate(fi->fh, size));
    int fd = openat(backing, at(path), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return -errno;
    int result = ftruncate(fd, size) < 0 ? -errno : 0;
    close(fd);
    return result;
}

static int f_create(const char *path, mode_t mode, struct fuse_file_info *fi)
{
    FAULT("make", path);
    int fd = openat(backing, at(path), fi->flags | O_CREAT | O_CLOEXEC, mode);
    if (fd < 0) return -errno;
    fi->fh = fd;
    return 0;
}

static int f_open(const char *path, struct fuse_file_info *fi)
{
    FAULT("open", path);
    int fd = openat(backing, at(path), fi->flags | O_CLOEXEC);
    if (fd < 0) return -errno;
    fi->fh = fd;
    return 0;
}

static int f_read(const char *path, char *bytes, size_t size, off_t offset, struct fuse_file_info *fi)
{
    FAULT("read", path);
    ssize_t n = pread(fi->fh, bytes, size, offset);
    return n < 0 ? -errno : (int)n;
}

static int f_write(const char *path, const char *bytes, size_t size, off_t offset, struct fuse_file_info *fi)
{
    FAULT("write", path);
    ssize_t n = pwrite(fi->fh, bytes, size, offset);
    return n < 0 ? -errno : (int)n;
}

/* The data are lost if closing fails: the file has its size and no content. */
static int f_flush(const char *path, struct fuse_file_info *fi)
{
    int error = (fcntl(fi->fh, F_GETFL) & O_ACCMODE) == O_RDONLY ? 0 : fault("close", path);
    struct stat s;
    if (!error || fstat(fi->fh, &s) < 0) return error;
    if (ftruncate(fi->fh, 0) == 0 && ftruncate(fi->fh, s.st_size) == 0) {
        struct timespec times[] = { s.st_atim, s.st_mtim };
        futimens(fi->fh, times);
    }
    return error;
}

static int f_release(const char *path, struct fuse_file_info *fi) { (void)path; close(fi->fh); return 0; }

static int f_statfs(const char *path, struct statvfs *s) { (void)path; RESULT(fstatvfs(backing, s)); }

static int f_readdir(const char *path, void *to, fuse_fill_dir_t fill, off_t offset, struct fuse_file_info *fi,
                     enum fuse_readdir_flags flags)
{
    FAULT("readdir", path);
    (void)offset, (void)fi, (void)flags;
    int fd = openat(backing, at(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *directory = fd < 0 ? NULL : fdopendir(fd);
    if (!directory) return -errno;
    for (struct dirent *entry; (entry = readdir(directory));) fill(to, entry->d_name, NULL, 0, 0);
    closedir(directory);
    return 0;
}

/* Nothing is remembered, so that a rule holds from the next call on. */
static void *f_init(struct fuse_conn_info *connection, struct fuse_config *config)
{
    (void)connection;
    config->use_ino = 1;
    config->entry_timeout = config->attr_timeout = config->negative_timeout = 0;
    config->direct_io = 1;
    return NULL;
}

static const struct fuse_operations operations = {
    .init = f_init, .getattr = f_getattr, .readlink = f_readlink, .mknod = f_mknod, .mkdir = f_mkdir, .symlink = f_symlink,
    .unlink = f_unlink, .rmdir = f_rmdir, .rename = f_rename, .link = f_link, .chmod = f_chmod, .chown = f_chown,
    .utimens = f_utimens, .truncate = f_truncate, .create = f_create, .open = f_open, .read = f_read, .write = f_write,
    .flush = f_flush, .release = f_release, .statfs = f_statfs, .readdir = f_readdir,
};

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: faultfs BACKING-DIRECTORY RULES-FILE MOUNT-POINT [FUSE options]\n");
        return 2;
    }
    backing = open(argv[1], O_PATH | O_DIRECTORY | O_CLOEXEC);
    /* A daemon works in the root directory. */
    char *here = get_current_dir_name();
    if (backing < 0 || !here || asprintf(&rules, "%s/%s", argv[2][0] == '/' ? "" : here, argv[2]) < 0) {
        fprintf(stderr, "faultfs: %s: %s\n", argv[1], strerror(errno));
        return 1;
    }
    umask(0);
    argv[2] = argv[0];
    return fuse_main(argc - 2, argv + 2, &operations, NULL);
}
