//! The crate `mio`: every registration is edge-triggered.

use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use std::time::Duration;

struct Mio {
    poll: Poll,
    events: Events,
    ready: Vec<i32>,
}

impl support::Poller for Mio {
    fn new() -> Self {
        Mio {
            poll: Poll::new().expect("a poll"),
            events: Events::with_capacity(20_000),
            ready: Vec::with_capacity(20_000),
        }
    }

    fn add(&mut self, fd: i32) {
        let token = Token(fd as usize);
        self.poll.registry().register(&mut SourceFd(&fd), token, Interest::READABLE).expect("register");
    }

    fn rearm(&mut self, fd: i32) {
        let token = Token(fd as usize);
        self.poll.registry().reregister(&mut SourceFd(&fd), token, Interest::READABLE).expect("reregister");
    }

    fn delete(&mut self, fd: i32) {
        self.poll.registry().deregister(&mut SourceFd(&fd)).expect("deregister");
    }

    fn wait(&mut self) -> usize {
        self.poll.poll(&mut self.events, Some(Duration::ZERO)).expect("poll");
        // mio only returns an iterator, and re-arming must not borrow it.
        self.ready.clear();
        self.ready.extend(self.events.iter().map(|event| event.token().0 as i32));
        self.ready.len()
    }

    fn fd(&self, index: usize) -> i32 {
        self.ready[index]
    }
}

fn main() {
    support::serve::<Mio>("the crate mio 0.8");
}
