// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <openssl/ssl.h>

#include <unistd.h>

#include <cstddef>

namespace Breakwater::Bench {

//! One accepted connection of the counting sink, plain or TLS; blocking.
class Stream final
{
public:
    //! `context` null: plain.
    Stream(int descriptor, SSL_CTX *context) : m_descriptor(descriptor)
    {
        if (!context)
            return;
        m_tls = SSL_new(context);
        SSL_set_fd(m_tls, descriptor);
        m_usable = SSL_accept(m_tls) == 1;
    }
    ~Stream()
    {
        SSL_free(m_tls);
        ::close(m_descriptor);
    }
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    //! 0 or less at the end.
    long read(char *buffer, std::size_t size)
    {
        if (!m_usable)
            return 0;
        return m_tls ? SSL_read(m_tls, buffer, static_cast<int>(size))
                     : ::read(m_descriptor, buffer, size);
    }
    bool write(const char *bytes, std::size_t size)
    {
        while (size > 0 && m_usable) {
            const long taken = m_tls ? SSL_write(m_tls, bytes, static_cast<int>(size))
                                     : ::write(m_descriptor, bytes, size);
            m_usable = taken > 0;
            bytes += taken;
            size -= static_cast<std::size_t>(m_usable ? taken : 0);
        }
        return m_usable;
    }

private:
    int m_descriptor;
    SSL *m_tls = nullptr;
    bool m_usable = true;
};

} // namespace Breakwater::Bench
