package io.ssehub.hub.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Stands before every call of a controller that is {@link ForOperators}. */
final class OperatorGuard implements HandlerInterceptor {
    private final OperatorCheck check;

    OperatorGuard(OperatorCheck check) {
        this.check = check;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // A stream is dispatched again when it has ended; it was let in before.
        if (request.getDispatcherType() != DispatcherType.ASYNC
                && handler instanceof HandlerMethod method
                && method.getBeanType().isAnnotationPresent(ForOperators.class)) {
            Optional<ApiException> refusal = check.refuse(request);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
        }
        return true;
    }
}
