//! Shared by the Rust peers: the protocol (one "measure iterations" per line of standard input, one line of JSON per answer), the
//! descriptors, and the measures, generic over the poller.

use std::hint::black_box;
use std::io::{BufRead, Write};
use std::time::Instant;

const FULL: usize = 19_900;
const MANY: usize = 10_000;

/// A peer's poller. Neither `polling` 2 nor `mio` has level triggers: a reported descriptor is not reported again until it is
/// re-armed, so `rearm` is part of every event.
pub trait Poller {
    fn new() -> Self;
    fn add(&mut self, fd: i32);
    fn rearm(&mut self, fd: i32);
    fn delete(&mut self, fd: i32);
    /// Stores the events that are ready now, and returns how many there are.
    fn wait(&mut self) -> usize;
    /// The descriptor of an event from the last wait.
    fn fd(&self, index: usize) -> i32;
}

struct Pool {
    /// The file that all descriptors duplicate, so that either all of them are ready or none is.
    file: i32,
    fds: Vec<i32>,
}

impl Pool {
    fn new() -> Pool {
        let file = eventfd(1);
        let fds = (0..FULL).map(|_| must(unsafe { libc::dup(file) })).collect();
        Pool { file, fds }
    }

    fn set_ready(&self, ready: bool) {
        let mut word = 1u64.to_ne_bytes();
        let pointer = word.as_mut_ptr().cast();
        let result = unsafe { if ready { libc::write(self.file, pointer, 8) } else { libc::read(self.file, pointer, 8) } };
        assert_eq!(result, 8);
    }
}

/// Answers requests until standard input ends.
pub fn serve<P: Poller>(about: &str) {
    raise_descriptor_limit();
    let pool = Pool::new();
    let changing = eventfd(0);
    let mut empty = P::new();
    let mut ready = [1, 64, FULL].map(|count| {
        let mut poller = P::new();
        pool.fds[..count].iter().for_each(|&fd| poller.add(fd));
        poller
    });
    answer(&format!("{{\"about\":\"{about}\"}}"));
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("standard input");
        let (name, iterations) = line.split_once(' ').expect("a name and a number");
        let iterations: u64 = iterations.parse().expect("a number");
        let nanoseconds = match name {
            "empty" => timed(iterations, || assert_eq!(empty.wait(), 0)),
            "one" => timed(iterations, || fetch(&mut ready[0], 1)),
            "few" => timed(iterations, || fetch(&mut ready[1], 64)),
            "full" => timed(iterations, || fetch(&mut ready[2], FULL)),
            "change" => timed(iterations, || {
                empty.add(changing);
                empty.delete(changing);
            }),
            "modify" => {
                empty.add(changing);
                let taken = timed(iterations, || empty.rearm(changing));
                empty.delete(changing);
                taken
            }
            "register" => register(&mut empty, &pool, iterations),
            _ => {
                answer("null");
                continue;
            }
        };
        answer(&format!("{nanoseconds:.3}"));
    }
}

/// Fetches and re-arms all events of `expected` ready descriptors. `polling` returns 1,000 at a time, so the last wait of a full batch
/// repeats some 100 of them: half a percent.
fn fetch<P: Poller>(poller: &mut P, expected: usize) {
    let mut seen = 0;
    let mut sum = 0u64;
    while seen < expected {
        let count = poller.wait();
        assert!(count > 0, "no event instead of {}", expected - seen);
        for index in 0..count {
            let fd = poller.fd(index);
            sum += fd as u64;
            poller.rearm(fd);
        }
        seen += count;
    }
    black_box(sum);
}

/// Measures only the registrations.
fn register<P: Poller>(poller: &mut P, pool: &Pool, iterations: u64) -> f64 {
    pool.set_ready(false);
    let mut total = 0;
    for _ in 0..iterations {
        let start = Instant::now();
        pool.fds[..MANY].iter().for_each(|&fd| poller.add(fd));
        total += start.elapsed().as_nanos();
        pool.fds[..MANY].iter().for_each(|&fd| poller.delete(fd));
    }
    pool.set_ready(true);
    total as f64 / iterations as f64
}

fn timed(iterations: u64, mut call: impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..iterations {
        call();
    }
    start.elapsed().as_nanos() as f64 / iterations as f64
}

fn answer(line: &str) {
    println!("{line}");
    std::io::stdout().flush().expect("standard output");
}

fn eventfd(value: u32) -> i32 {
    must(unsafe { libc::eventfd(value, libc::EFD_NONBLOCK | libc::EFD_CLOEXEC) })
}

fn raise_descriptor_limit() {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    must(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) });
    limit.rlim_cur = limit.rlim_max;
    must(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) });
}

fn must(result: i32) -> i32 {
    assert!(result >= 0, "{}", std::io::Error::last_os_error());
    result
}
